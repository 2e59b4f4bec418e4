// When it is judged who goes on from one phase to the next. A judgement has a day of its own, the same
// whatever the interval of the phase it leads to, so that arms which differ in that interval keep the same
// people.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "regimen/calendar.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using regimen::kNoLimit;
using regimen::kNoPhase;

constexpr std::uint32_t kJudgedAfterDays = 7;  // unless the scenario says otherwise

bool judges(const regimen::Entry& entry) {
  const regimen::Entry everybody;
  return entry.min_observed_improvement > everybody.min_observed_improvement ||
         entry.min_observed_hamd17 > everybody.min_observed_hamd17 ||
         entry.max_observed_hamd17 < everybody.max_observed_hamd17;
}

void hand_on(const StopAtEnd& stop, const std::string& path, std::uint32_t ways_in, regimen::Entry& entry,
             Faults& faults) {
  if (ways_in > 1 || entry.wait_every_days > 0 || entry.otherwise != kNoPhase) {
    faults.add(
        stop.place, path,
        "after the last dose this rule decides who enters the next phase, which can be entered in other "
        "ways, too, or has 'wait' or 'otherwise'",
        "write it as 'enter_if' of that phase");
  }
  entry.stopped_below = stop.improvement_below;
  entry.min_observed_improvement = std::max(entry.min_observed_improvement, stop.improvement_below);
}

// Where a phase says how long after the one before it begins.
Place place_of_gap(const WrittenPhase& phase) {
  for (const char* key : {"start_after", "every", "days"})
    if (const Node* said = phase.node.find(key)) return said->place;
  return phase.place;
}

// The longest gap between the last planned day of the phase before and the first of this one; kNoLimit when
// rules alone lead here.
std::uint32_t longest_gap(const regimen::Arm& arm, std::uint32_t number) {
  bool follows = false;
  for (std::uint32_t i = 0; i < arm.phases; ++i)
    follows = follows || (has_an_end(arm.phase[i]) && arm.after(i) == number) ||
              arm.phase[i].entry.otherwise == number;
  const regimen::Phase& phase = arm.phase[number];
  return follows ? phase.first_gap_days + (phase.on_weekdays ? 6 : 0) : kNoLimit;
}

// A day that was asked for. `by_stop`: by the stop rule of the phase before.
struct AskedDay {
  std::uint32_t days;
  Place place;
  std::string path;
};

std::optional<AskedDay> asked_day(const StopAtEnd* stop, const CheckedArm& checked, std::uint32_t number,
                                  Faults& faults) {
  const WrittenPhase& phase = checked.phases[number];
  std::optional<AskedDay> asked;
  if (checked.arm.phase[number].entry.judged_after_days != kNoLimit)
    asked = {checked.arm.phase[number].entry.judged_after_days,
             phase.node.find("enter_if")->find("judged")->place,
             fmt::format("{}.{}.enter_if.judged", checked.path, phase.name)};
  if (!stop || !stop->judged) return asked;
  const std::string path = fmt::format("{}.{}.stop_if.judged", checked.path, checked.phases[number - 1].name);
  if (asked && asked->days != *stop->judged)
    faults.contradiction(stop->judged_place, asked->place, path,
                         fmt::format("one visit judges both, it cannot be {} and {} days after the last dose",
                                     *stop->judged, asked->days),
                         "say the same day in both, or in one of them");
  return AskedDay{*stop->judged, stop->judged_place, path};
}

void check_asked_day(const AskedDay& asked, const CheckedArm& checked, std::uint32_t number, Faults& faults) {
  if (number == 0) {
    faults.add(asked.place, asked.path, "no dose comes before the first phase", "remove the line");
    return;
  }
  const std::uint32_t gap = longest_gap(checked.arm, number);
  if (asked.days <= gap) return;
  const WrittenPhase& phase = checked.phases[number];
  faults.contradiction(
      asked.place, place_of_gap(phase), asked.path,
      fmt::format("'{}' begins {} days after the last dose, it cannot be judged {} days after", phase.name,
                  gap, asked.days),
      "judge earlier, or raise 'start_after'");
}

// The first day on which an arm judges response; kNoDay when it never does, or waits for people one by one.
std::uint32_t first_judgement(const regimen::Arm& arm, std::uint32_t horizon_days) {
  for (const auto& visit : regimen::planned_calendar(arm, horizon_days)) {
    const regimen::Entry& entry = arm.phase[visit.phase].entry;
    if (judges(entry)) return entry.wait_every_days > 0 ? regimen::kNoDay : visit.day;
  }
  return regimen::kNoDay;
}

}  // namespace

void lower_judgements(const StopRules& rules, const CheckedArm& checked, regimen::Arm& arm, Faults& faults) {
  std::vector<std::uint32_t> ways_into(arm.phases, 0);
  std::vector<const StopAtEnd*> stop_before(arm.phases, nullptr);
  ways_into[0] = 1;
  for (std::uint32_t i = 0; i < arm.phases; ++i) {
    for (const std::uint32_t way : ways_from(arm, i)) ++ways_into[way];
    if (rules.at_end[i].given && arm.after(i) != kNoPhase) stop_before[arm.after(i)] = &rules.at_end[i];
  }
  for (std::uint32_t i = 0; i < arm.phases; ++i) {
    const StopAtEnd& stop = rules.at_end[i];
    if (!stop.given || arm.after(i) == kNoPhase) continue;
    hand_on(stop, fmt::format("{}.{}.stop_if", checked.path, checked.phases[i].name), ways_into[arm.after(i)],
            arm.phase[arm.after(i)].entry, faults);
  }
  for (std::uint32_t i = 0; i < arm.phases; ++i) {
    regimen::Entry& entry = arm.phase[i].entry;
    const auto asked = asked_day(stop_before[i], checked, i, faults);
    if (asked) check_asked_day(*asked, checked, i, faults);
    if (asked)
      entry.judged_after_days = asked->days;
    else if (judges(entry) && entry.wait_every_days == 0)
      entry.judged_after_days = kJudgedAfterDays;
  }
}

void note_judging_days(const Reader& scenario, const Scenario& out, Faults& notes) {
  if (!scenario.faults().empty()) return;
  std::map<std::uint32_t, std::vector<std::string>> arms_by_day;
  for (std::size_t arm = 0; arm < out.arms.size(); ++arm) {
    const std::uint32_t day = first_judgement(out.experiment.plan.arm[arm], out.experiment.horizon_days);
    if (day != regimen::kNoDay) arms_by_day[day].push_back(out.arms[arm].id);
  }
  if (arms_by_day.size() < 2) return;
  std::string days;
  for (const auto& [day, arms] : arms_by_day)
    days += fmt::format("{}day {} ({})", days.empty() ? "" : ", ", day, fmt::join(arms, ", "));
  notes.add(
      scenario.place_of("arms"), "arms",
      fmt::format("response is judged on {}: the arms keep different people", days),
      "unless that is the question, let them judge on one day, e.g. judged: 3 days after the last dose");
}

}  // namespace tachy::scenario
