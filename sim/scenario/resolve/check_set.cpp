#include "scenario/resolve/check_set.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "scenario/resolve/apply_set.hpp"

namespace tachy::scenario {

namespace {

using Steps = std::span<const std::string>;

Place place_of_setting(const std::string& path, const std::string& value, Sources& sources) {
  Source& source = sources.emplace_back();
  source.name = source.short_name = "--set";
  source.text = path + "=" + value;
  return {&source, 1, 1};
}

// The same path with another value, or a later value that replaces what an earlier one changed within it.
void check_pairs(const Overrides& overrides, Sources& sources, Faults& faults) {
  for (std::size_t later = 1; later < overrides.set.size(); ++later) {
    const auto& [path, value] = overrides.set[later];
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const auto& [other_path, other_value] = overrides.set[earlier];
      const bool same = other_path == path && other_value != value;
      const bool within = other_path.starts_with(path + ".");
      if (!same && !within) continue;
      faults.contradiction(place_of_setting(path, value, sources),
                           place_of_setting(other_path, other_value, sources), path,
                           same ? fmt::format("'{}' is set twice", path)
                                : fmt::format("this replaces '{}', which is set too", other_path),
                           same ? "keep one of the two (--patients and --seed set values too)"
                                : "keep one of the two, or give the wider one first");
    }
  }
}

// The value in `own` that hides what `steps` lead to; nullptr when there is none.
const Node* hiding(const Node* own, Steps steps) {
  for (const std::string& step : steps) {
    if (!own || !own->is(Node::Kind::map)) return own;
    own = own->find(step);
  }
  return own && own->is(Node::Kind::map) ? nullptr : own;  // maps are laid over each other key by key
}

// What an arm says itself about the phase called `name`; nullptr when the arm does not have that phase.
const Node* own_phase(const Node& arm, const std::string& name, bool& has_phase) {
  const Node* phases = arm.find("phases");
  if (!phases) return nullptr;
  for (const Node& item : phases->items) {
    if (item.is(Node::Kind::scalar) && item.text == name) has_phase = true;
    if (!item.is(Node::Kind::map) || !item.find(name)) continue;
    has_phase = true;
    return item.find(name);
  }
  return nullptr;
}

// --set phases.maintenance.every=... while an arm says '- maintenance: {every: ...}', and the same for
// policy.
void check_reach(const Node& arms, const std::string& path, const std::string& value, Sources& sources,
                 Faults& faults, Faults& notes) {
  const std::vector<std::string> steps = steps_of(path);
  const bool phase = steps.front() == "phases" && steps.size() > 2;
  const bool policy = steps.front() == "policy" && steps.size() > 1;
  if (!phase && !policy) return;
  const Steps rest = Steps(steps).subspan(phase ? 2 : 1);
  std::vector<std::pair<std::string, Place>> hidden;  // arm, where its own value is
  std::size_t arms_reached = 0;
  for (const Node& arm : arms.items) {
    bool concerned = policy;
    const Node* own = phase ? own_phase(arm, steps[1], concerned) : arm.find("policy");
    if (const Node* value_of_arm = hiding(own, rest)) {
      const Node* id = arm.find("id");
      hidden.emplace_back(id ? id->text : "", value_of_arm->place);
    } else if (concerned) {
      ++arms_reached;
    }
  }
  if (hidden.empty()) return;
  const Place place = place_of_setting(path, value, sources);
  for (const auto& [arm, own_place] : hidden) {
    (arms_reached == 0 ? faults : notes)
        .contradiction(place, own_place, path,
                       fmt::format("arm '{}' has its own value, which this does not change", arm),
                       fmt::format("to change it: --set arms.{}.{}={}", arm, path, value));
  }
}

}  // namespace

void check_overrides(const Node& root, const Overrides& overrides, Sources& sources, Faults& faults,
                     Faults& notes) {
  check_pairs(overrides, sources, faults);
  const Node* arms = root.find("arms");
  if (!arms) return;
  for (const auto& [path, value] : overrides.set) check_reach(*arms, path, value, sources, faults, notes);
}

}  // namespace tachy::scenario
