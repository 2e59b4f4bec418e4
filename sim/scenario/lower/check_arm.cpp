#include <algorithm>

#include <fmt/format.h>

#include "regimen/calendar.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

using regimen::kNoPhase;

bool has_an_end(const regimen::Phase& phase) {
  return phase.doses != regimen::kNoLimit || phase.last_day != regimen::kNoDay;
}

namespace {

// The phase that follows when this one is over.
std::uint32_t follower(const regimen::Arm& arm, std::uint32_t number) {
  return has_an_end(arm.phase[number]) ? arm.after(number) : kNoPhase;
}

}  // namespace

// Phases patients can go to from `number`, with repetitions.
std::vector<std::uint32_t> ways_from(const regimen::Arm& arm, std::uint32_t number) {
  const regimen::Phase& phase = arm.phase[number];
  std::vector<std::uint32_t> ways = {follower(arm, number), phase.entry.otherwise};
  for (std::uint32_t r = 0; r < phase.rules; ++r) ways.push_back(phase.rule[r].go_to);
  ways.erase(std::remove(ways.begin(), ways.end(), kNoPhase), ways.end());
  return ways;
}

namespace {

std::vector<bool> reached_phases(const regimen::Arm& arm) {
  std::vector<bool> reached(arm.phases, false);
  std::vector<std::uint32_t> open = {0};
  while (!open.empty()) {
    const std::uint32_t number = open.back();
    open.pop_back();
    if (reached[number]) continue;
    reached[number] = true;
    for (const std::uint32_t way : ways_from(arm, number)) open.push_back(way);
  }
  return reached;
}

bool check_reached(const CheckedArm& checked, Faults& faults) {
  const std::vector<bool> reached = reached_phases(checked.arm);
  bool all = true;
  for (std::uint32_t i = 1; i < checked.arm.phases; ++i) {
    if (reached[i]) continue;
    all = false;
    const WrittenPhase &phase = checked.phases[i], &before = checked.phases[i - 1];
    const std::string path = checked.path + "." + phase.name;
    if (!has_an_end(checked.arm.phase[i - 1])) {
      faults.contradiction(phase.place, before.place, path,
                           fmt::format("'{}' is never reached: '{}' has no end", phase.name, before.name),
                           fmt::format("give '{}' a number of 'doses' or an 'until'", before.name));
    } else {
      faults.add(phase.place, path, fmt::format("'{}' is never reached: no phase leads to it", phase.name),
                 "name it in 'then', 'otherwise' or 'go_to', or remove it");
    }
  }
  return all;
}

// The planned course: which phases are in it, and how many visits of each there are.
struct PlannedCourse {
  std::vector<bool> planned;
  std::vector<std::uint32_t> within, ever;  // the horizon; by phase
  bool in_circles = false, cut_by_cap = false;
};

PlannedCourse planned_course(const regimen::Arm& arm, std::uint32_t horizon_days) {
  constexpr std::uint32_t kEver = 100000;  // days
  PlannedCourse course{std::vector<bool>(arm.phases, false), std::vector<std::uint32_t>(arm.phases, 0),
                       std::vector<std::uint32_t>(arm.phases, 0)};
  std::uint32_t next = 0, doses = 0;
  for (; next != kNoPhase && !course.planned[next]; next = follower(arm, next)) course.planned[next] = true;
  course.in_circles = next != kNoPhase;
  for (const auto& visit : regimen::planned_calendar(arm, kEver)) {
    if (visit.what == regimen::Planned::judgement) continue;
    ++course.ever[visit.phase];
    if (visit.day < horizon_days) ++course.within[visit.phase];
    doses += visit.what == regimen::Planned::dose;
  }
  course.cut_by_cap = doses == arm.max_doses;
  return course;
}

// A phase of the planned course that ends before it begins is a fault; one that the horizon or the cap on all
// doses cuts off is worth a note.
void check_within_horizon(const CheckedArm& checked, std::uint32_t horizon_days, Faults& faults,
                          Faults& notes) {
  const PlannedCourse course = planned_course(checked.arm, horizon_days);
  for (std::uint32_t i = 0; i < checked.arm.phases; ++i) {
    if (!course.planned[i]) continue;
    const WrittenPhase& phase = checked.phases[i];
    const std::string path = checked.path + "." + phase.name;
    const std::string_view visit = checked.arm.phase[i].assessment_only ? "visit" : "dose";
    const Node* until = phase.node.find("until");
    if (course.ever[i] == 0 && course.cut_by_cap) {
      notes.add(phase.place, path,
                fmt::format("'{}' is never begun: after {} doses in all treatment ends", phase.name,
                            checked.arm.max_doses),
                "a higher cap, or fewer doses before it");
    } else if (course.ever[i] == 0 && until) {
      faults.contradiction(until->place, phase.place, path + ".until",
                           fmt::format("'{}' has no {}: it would end before it begins", phase.name, visit),
                           "'until' counts from the start of the scenario");
    } else if (course.within[i] == 0) {
      notes.add(
          phase.place, path,
          fmt::format("no {} of '{}' falls within the horizon of {} days", visit, phase.name, horizon_days),
          "a longer horizon, or an earlier phase that ends sooner");
    } else if (has_an_end(checked.arm.phase[i]) && !course.in_circles && course.within[i] < course.ever[i]) {
      notes.add(phase.place, path,
                fmt::format("only {} of {} {}s of '{}' fall within the horizon of {} days", course.within[i],
                            course.ever[i], visit, phase.name, horizon_days),
                fmt::format("a longer horizon, or fewer {}s", visit));
    }
  }
}

// Only sprays can be taken home. By the plan: rules and missed visits can only delay a dose.
void check_taken_home(const CheckedArm& checked, const regimen::Plan& plan, std::uint32_t horizon_days,
                      Faults& faults) {
  std::uint32_t doses = 0;
  for (const auto& visit : regimen::planned_calendar(checked.arm, horizon_days)) {
    if (visit.what != regimen::Planned::dose) continue;
    const regimen::Phase& phase = checked.arm.phase[visit.phase];
    const model::DoseForm& form = plan.dose_form[phase.dose_form];
    const bool infused = form.is_drug() && form.product != model::Product::esketamine_nasal;
    const bool at_home = doses++ >= checked.arm.policy_on(visit.day).take_home_after_doses;
    if (infused && at_home) {
      faults.add(
          checked.phases[visit.phase].place,
          fmt::format("{}.{}", checked.path, checked.phases[visit.phase].name),
          fmt::format("infusions are not taken home, by this policy that of day {} would be", visit.day),
          "setting: supervised, or a spray");
      return;
    }
  }
}

// Conditions of entry that exclude each other for everybody in the cohort.
void check_someone_enters(const CheckedArm& checked, const model::Cohort& cohort, Faults& faults) {
  for (std::uint32_t i = 0; i < checked.arm.phases; ++i) {
    const regimen::Entry& entry = checked.arm.phase[i].entry;
    const float highest = cohort.baseline_hamd17.high * (1.0f - entry.min_observed_improvement);
    if (entry.min_observed_improvement < -1.0f || entry.min_observed_hamd17 <= highest) continue;
    const Node* condition = checked.phases[i].node.find("enter_if");
    if (!condition) continue;
    const std::string_view scale = condition->find("madrs") ? "madrs" : "hamd17";
    const Node &score = *condition->find(scale), *improvement = condition->find("observed_improvement");
    faults.contradiction(score.place, improvement ? improvement->place : condition->place,
                         fmt::format("{}.{}.enter_if.{}", checked.path, checked.phases[i].name, scale),
                         fmt::format("nobody can enter: the highest baseline HAM-D17 of the cohort is {:g}, "
                                     "so the improvement leaves at most {:.1f} points of it",
                                     cohort.baseline_hamd17.high, highest),
                         "one of the two must change");
  }
}

void note_late_stages(const CheckedArm& checked, std::uint32_t horizon_days, Faults& notes) {
  for (std::uint32_t s = 1; s < checked.arm.stages; ++s) {
    if (checked.arm.stage[s].from_day < horizon_days) continue;
    notes.add(checked.phases.front().place, checked.path,
              fmt::format("the stage of the policy from day {} begins after the horizon of {} days",
                          checked.arm.stage[s].from_day, horizon_days),
              "a longer horizon, or an earlier stage");
  }
}

}  // namespace

void check_arm(const CheckedArm& checked, const regimen::Experiment& experiment, Faults& faults,
               Faults& notes) {
  check_someone_enters(checked, experiment.cohort, faults);
  check_before_dose(checked, experiment.cohort.new_antidepressant, faults);
  if (!check_reached(checked, faults)) return;
  if (faults.empty()) check_taken_home(checked, experiment.plan, experiment.horizon_days, faults);
  check_within_horizon(checked, experiment.horizon_days, faults, notes);
  note_late_stages(checked, experiment.horizon_days, notes);
}

}  // namespace tachy::scenario
