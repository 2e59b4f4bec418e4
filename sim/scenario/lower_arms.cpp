#include <algorithm>

#include <fmt/format.h>

#include "regimen/calendar.hpp"
#include "scenario/arm_phases.hpp"
#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

void check_reached(const WrittenPhase& phase, const WrittenPhase& before,
                   const regimen::Phase& lowered_before, const std::string& path, Faults& faults) {
  if (lowered_before.doses != regimen::kNoLimit || lowered_before.last_day != regimen::kNoDay) return;
  faults.contradiction(phase.place, before.place, path,
                       fmt::format("'{}' is never reached: '{}' has no end", phase.name, before.name),
                       fmt::format("give '{}' a number of 'doses' or an 'until'", before.name));
}

void lower_phases(const std::vector<WrittenPhase>& phases, const std::string& path, regimen::Arm& lowered,
                  Scenario& out, Faults& faults) {
  StopAtEnd stop_before;
  bool sound = true;  // was the phase before understood?
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const WrittenPhase& written = phases[i];
    const std::string phase_path = fmt::format("{}.{}", path, written.name);
    regimen::Phase& phase = lowered.phase[lowered.phases++];
    if (i > 0 && sound) check_reached(written, phases[i - 1], lowered.phase[i - 1], phase_path, faults);
    const std::size_t faults_before = faults.count();
    const Reader reader(written.node, kPhaseSection, phase_path, faults);
    const StopAtEnd stop = lower_phase(reader, i == 0, phase);
    sound = faults.count() == faults_before;
    if (written.give_known) {
      const Reader give(written.give, kGiveSection, phase_path + ".give", faults);
      phase.dose_form = lower_dose(give, out.experiment.plan, out.dose_form_labels);
      phase.expectancy = expectancy_of(out.experiment.plan.dose_form[phase.dose_form]);
    }
    if (stop_before.given) {
      phase.entry.min_observed_improvement =
          std::max(phase.entry.min_observed_improvement, stop_before.improvement_below);
    }
    stop_before = stop;
  }
}

// A phase that ends before it begins is a fault; one that begins after the horizon is worth a note.
void check_every_phase_has_doses(const std::vector<WrittenPhase>& phases, const std::string& path,
                                 const regimen::Arm& arm, std::uint32_t horizon_days, Faults& faults,
                                 Faults& notes) {
  constexpr std::uint32_t kEver = 100000;  // days
  regimen::Arm uncapped = arm;
  uncapped.max_doses = uncapped.max_doses_per_year = regimen::kNoLimit;
  std::vector<std::uint32_t> within(arm.phases, 0), ever(arm.phases, 0);
  for (const auto& planned : regimen::planned_calendar(uncapped, kEver)) {
    ++ever[planned.phase];
    if (planned.day < horizon_days) ++within[planned.phase];
  }
  for (std::uint32_t i = 0; i < arm.phases; ++i) {
    const WrittenPhase& phase = phases[i];
    const std::string phase_path = path + "." + phase.name;
    const Node* until = phase.node.find("until");
    const bool ends = arm.phase[i].doses != regimen::kNoLimit || arm.phase[i].last_day != regimen::kNoDay;
    if (ever[i] == 0 && until) {
      faults.contradiction(until->place, phase.place, phase_path + ".until",
                           fmt::format("'{}' has no dose: it would end before it begins", phase.name),
                           "'until' counts from the start of the scenario");
    } else if (within[i] == 0) {
      notes.add(phase.place, phase_path,
                fmt::format("no dose of '{}' falls within the horizon of {} days", phase.name, horizon_days),
                "a longer horizon, or an earlier phase that ends sooner");
    } else if (ends && within[i] < ever[i]) {
      notes.add(phase.place, phase_path,
                fmt::format("only {} of {} doses of '{}' fall within the horizon of {} days", within[i],
                            ever[i], phase.name, horizon_days),
                "a longer horizon, or fewer doses");
    }
  }
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

void lower_arm(const Reader& arm, const std::string& id, const Node* named, const ArmPolicy& policy,
               Scenario& out, Faults& notes) {
  regimen::Arm& lowered = out.experiment.plan.arm[out.experiment.plan.arms++];
  ArmPolicy own = policy;
  lower_caps_and_setting(arm, own);
  lowered.max_doses = own.max_doses;
  lowered.max_doses_per_year = own.max_doses_per_year;
  lowered.take_home = own.take_home;
  ArmName name{arm.text("id").value_or(id), arm.text("label").value_or(id), {}};
  const auto phases = written_phases(arm, named);
  for (const WrittenPhase& phase : phases) name.phase_ids.push_back(phase.name);
  lower_phases(phases, arm.path_of("phases"), lowered, out, arm.faults());
  if (arm.faults().empty()) {
    check_every_phase_has_doses(phases, arm.path_of("phases"), lowered, out.experiment.horizon_days,
                                arm.faults(), notes);
  }
  out.arms.push_back(std::move(name));
}

}  // namespace

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
    lower_arm(arm, id, scenario.node("phases"), policy, out, notes);
  }
  note_unused_phases(scenario, out, notes);
}

}  // namespace tachy::scenario
