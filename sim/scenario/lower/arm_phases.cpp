#include "scenario/lower/arm_phases.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "regimen/plan.hpp"

namespace tachy::scenario {

namespace {

// The arm's own values over those of the named phase; a dose that names its drug starts afresh.
void lay_over(Node& phase, const Node& own) {
  const Node* give = own.find("give");
  if (give && (give->find("drug") || give->find("same_as"))) {
    if (Node* old = phase.find("give")) *old = Node{};
  }
  phase = merge(phase, own);
}

class PhaseWriter {
 public:
  PhaseWriter(const Node* named, Faults& faults) : named_(named), faults_(faults) {
    if (!named_) return;
    for (const Member& m : named_->members) names_.push_back(m.key);
  }

  // Adds the phase that `item` of an arm's list stands for.
  void add(const Node& item, const std::string& path) {
    const bool own = item.is(Node::Kind::map) && item.members.size() == 1;
    if (!own && !item.is(Node::Kind::scalar)) {
      faults_.add(item.place, path, "expected one phase",
                  "a name, or one such as '- maintenance: {every: 2 weeks}'");
      return;
    }
    WrittenPhase phase;
    phase.place = item.place;
    phase.name = own ? item.members.front().key : item.text;
    const Node* base = named_ ? named_->find(phase.name) : nullptr;
    if (!base && !own) {
      faults_.add(
          item.place, path,
          fmt::format("there is no phase '{}'{}", phase.name, did_you_mean(phase.name, names_)),
          names_.empty() ? "name phases under 'phases' first" : "named under 'phases': " + one_of(names_));
      return;
    }
    if (phase.name == "end") {
      faults_.add(item.place, path, "a phase cannot be called 'end': 'then: end' is the end of treatment",
                  "choose another name");
      return;
    }
    if (!is_identifier(phase.name)) {
      faults_.add(item.place, path, fmt::format("'{}' is not a name", phase.name),
                  "use small letters, digits and _, a letter first");
      return;
    }
    phase.node = base ? *base : item.members.front().value;
    if (own && base) lay_over(phase.node, item.members.front().value);
    find_dose(phase, path + "." + phase.name);
    phases_.push_back(std::move(phase));
  }

  std::vector<WrittenPhase> take() { return std::move(phases_); }

 private:
  void find_dose(WrittenPhase& phase, const std::string& path) {
    if (const Node* give = phase.node.find("give")) {
      phase.give = *give;
      const bool other_word = give->is(Node::Kind::scalar) && give->text != "nothing";
      phase.give_known = !other_word && follow(phase.give, path, 0);
    } else if (!phases_.empty()) {
      phase.give = phases_.back().give;
      phase.give_known = phases_.back().give_known;
    } else {
      phase.give_known = false;
      if (phase.node.is(Node::Kind::map)) {
        faults_.add(phase.node.place, path, "'give' is missing", "the first phase says what is given");
      }
    }
  }

  // Replaces `same_as` by the dose of the phase it names; false after a fault.
  bool follow(Node& give, const std::string& path, unsigned depth) {
    const Node* found = give.find("same_as");
    if (!found) return true;
    const Node same = *found;
    give.members.erase(std::find_if(give.members.begin(), give.members.end(),
                                    [](const Member& m) { return m.key == "same_as"; }));
    const auto earlier = std::find_if(phases_.begin(), phases_.end(),
                                      [&](const WrittenPhase& p) { return p.name == same.text; });
    if (earlier != phases_.end()) {
      give = merge(earlier->give, give);
      return earlier->give_known;
    }
    const Node* named = named_ ? named_->find(same.text) : nullptr;
    const Node* base = named ? named->find("give") : nullptr;
    if (!base || depth > regimen::kMaxPhases) {
      std::vector<std::string> known = names_;
      for (const WrittenPhase& p : phases_) known.push_back(p.name);
      faults_.add(same.place, path + ".give.same_as",
                  base ? fmt::format("'{}' refers to itself", same.text)
                       : fmt::format("there is no phase '{}' with a dose{}", same.text,
                                     did_you_mean(same.text, known)),
                  "name a phase under 'phases' or an earlier one of this arm");
      return false;
    }
    Node followed = *base;
    if (!follow(followed, path, depth + 1)) return false;
    give = merge(followed, give);
    return true;
  }

  const Node* named_;
  Faults& faults_;
  std::vector<std::string> names_;
  std::vector<WrittenPhase> phases_;
};

}  // namespace

std::vector<WrittenPhase> written_phases(const Reader& arm, const Node* named) {
  const Node* list = arm.node("phases");
  if (!list) return {};
  if (!list->is(Node::Kind::list) || list->items.empty() || list->items.size() > regimen::kMaxPhases) {
    arm.fault("phases", "expected a list of phases",
              fmt::format("1 to {} names, or maps such as '- maintenance: {{every: 2 weeks}}'",
                          regimen::kMaxPhases));
    return {};
  }
  PhaseWriter writer(named, arm.faults());
  for (const Node& item : list->items) writer.add(item, arm.path_of("phases"));
  return writer.take();
}

}  // namespace tachy::scenario
