#include <algorithm>

#include <fmt/format.h>

#include "scenario/lower/arm_phases.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

void lower_phases(const std::vector<WrittenPhase>& phases, const std::string& path, const ArmPolicy& policy,
                  regimen::Arm& lowered, Scenario& out, Faults& faults, Faults& notes) {
  StopRules stop_rules;
  const Surroundings around{
      [&](const Reader& reader, std::string_view key) { return phase_called(reader, key, phases); },
      out.experiment.parameters.madrs_per_hamd17};
  const std::size_t faults_before = faults.count();
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const WrittenPhase& written = phases[i];
    const std::string phase_path = fmt::format("{}.{}", path, written.name);
    const PhaseStart start = start_of(i, phases, lowered, out.first_weekday);
    regimen::Phase& phase = lowered.phase[lowered.phases++];
    const Reader reader(written.node, kPhaseSection, phase_path, faults);
    reader.section("give");
    phase.assessment_only = written.give.is(Node::Kind::scalar) && written.give.text == "nothing";
    if (written.give_known && !phase.assessment_only) {
      const Reader give(written.give, kGiveSection, phase_path + ".give", faults);
      lower_give(give, {out.experiment.plan, out.dose_form_labels, notes}, phase);
    }
    stop_rules.at_end[i] = lower_phase(reader, start, around, phase);
    check_extension(reader, policy);
  }
  if (phases.empty() || faults.count() > faults_before) return;
  lower_judgements(stop_rules, {phases, path, lowered}, lowered, faults);
  check_arm({phases, path, lowered}, out.experiment, faults, notes);
}

void note_unused_phases(const Reader& scenario, const Scenario& out, Faults& notes) {
  const Node* phases = scenario.node("phases");
  if (!phases || !scenario.faults().empty()) return;
  for (const Member& m : phases->members) {
    const bool used = std::any_of(out.arms.begin(), out.arms.end(), [&](const ArmName& arm) {
      return std::find(arm.phase_ids.begin(), arm.phase_ids.end(), m.key) != arm.phase_ids.end();
    });
    if (!used)
      notes.add(m.key_place, "phases." + m.key, fmt::format("no arm uses '{}'", m.key), "remove it?");
  }
}

// The keys of every named phase are checked, even when no arm uses it.
void check_named_phases(const Reader& scenario) {
  const Node* phases = scenario.node("phases");
  if (!phases) return;
  if (!phases->is(Node::Kind::map)) {
    scenario.fault("phases", "expected named phases", "e.g. phases: {induction: {give: ..., days: [0, 3]}}");
    return;
  }
  for (const Member& m : phases->members) {
    const std::string path = "phases." + m.key;
    if (!is_identifier(m.key)) {
      scenario.faults().add(m.key_place, path, fmt::format("'{}' is not a name", m.key),
                            "use small letters, digits and _, a letter first");
    }
    const Reader phase(m.value, kPhaseSection, path, scenario.faults());
    phase.section("give");
  }
}

void check_id_is_new(const Node& arms, const Node& item, const std::string& id, Faults& faults) {
  const Node* own = item.find("id");
  for (const Node& other : arms.items) {
    if (&other == &item) return;
    const Node* known = other.find("id");
    if (!own || !known || known->text != id) continue;
    faults.contradiction(own->place, known->place, "arms." + id, fmt::format("two arms are called '{}'", id),
                         "rename one of them");
    return;
  }
}

struct Common {  // to all arms
  const Node* phases;
  const Node* policy_node;
  const ArmPolicy& policy;
};

void lower_arm(const Reader& arm, const std::string& id, const Common& common, Scenario& out, Faults& notes) {
  regimen::Arm& lowered = out.experiment.plan.arm[out.experiment.plan.arms++];
  const ArmPolicy own = lower_arm_policy(arm, common.policy_node, common.policy);
  lowered.max_doses = own.max_doses;
  lowered.stages = own.stages;
  std::copy(own.stage, own.stage + own.stages, lowered.stage);
  ArmName name{arm.text("id").value_or(id), arm.text("label").value_or(id), {}};
  const auto phases = written_phases(arm, common.phases);
  for (const WrittenPhase& phase : phases) name.phase_ids.push_back(phase.name);
  lower_phases(phases, arm.path_of("phases"), own, lowered, out, arm.faults(), notes);
  lower_session_caps(arm, own, {out.experiment.plan, out.dose_form_labels, notes}, lowered);
  out.arms.push_back(std::move(name));
}

}  // namespace

std::optional<std::uint32_t> arm_called(const Reader& reader, std::string_view key,
                                        const std::vector<ArmName>& arms) {
  const auto id = reader.text(key);
  if (!id || arms.empty()) return std::nullopt;
  std::vector<std::string> ids;
  for (const ArmName& arm : arms) ids.push_back(arm.id);
  const auto at = std::find(ids.begin(), ids.end(), *id);
  if (at != ids.end()) return static_cast<std::uint32_t>(at - ids.begin());
  reader.fault(key, fmt::format("there is no arm '{}'{}", *id, did_you_mean(*id, ids)),
               "arms: " + one_of(ids));
  return std::nullopt;
}

void lower_arms(const Reader& scenario, const ArmPolicy& policy, Scenario& out, Faults& notes) {
  check_named_phases(scenario);
  const Node* arms = scenario.node("arms");
  if (!arms) return;
  if (!arms->is(Node::Kind::list) || arms->items.empty() || arms->items.size() > regimen::kMaxArms) {
    scenario.fault("arms", "expected a list of arms",
                   fmt::format("1 to {} maps with id, label and phases", regimen::kMaxArms));
    return;
  }
  for (const Node& item : arms->items) {
    const Node* id_node = item.find("id");
    const std::string id = id_node ? id_node->text : std::to_string(out.experiment.plan.arms);
    const Reader arm(item, kArmSection, "arms." + id, scenario.faults());
    if (!item.is(Node::Kind::map)) continue;
    check_id_is_new(*arms, item, id, scenario.faults());
    lower_arm(arm, id, {scenario.node("phases"), scenario.node("policy"), policy}, out, notes);
  }
  note_unused_phases(scenario, out, notes);
  note_judging_days(scenario, out, notes);
  regimen::Plan& plan = out.experiment.plan;
  if (plan.dose_forms == 0) {  // nobody is given anything: the engine still wants one form
    plan.dose_form[plan.dose_forms++].product = model::Product::saline;
    out.dose_form_labels.emplace_back("saline iv over 40 min");
  }
}

}  // namespace tachy::scenario
