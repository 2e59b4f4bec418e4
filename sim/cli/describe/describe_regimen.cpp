#include "cli/describe/describe_regimen.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "model/opioid_blockade.hpp"
#include "regimen/calendar.hpp"
#include "scenario/language/vocabulary.hpp"

namespace tachy::cli {

namespace {

using regimen::kNoDay;
using regimen::kNoLimit;

// "monday, wednesday and friday"; first_weekday: of day 0.
std::string weekdays_in_words(const regimen::Phase& phase, std::uint32_t first_weekday) {
  std::vector<std::string_view> names;
  for (std::uint32_t weekday = 0; weekday < 7; ++weekday) {
    const std::uint32_t day_before = (weekday + 13 - first_weekday) % 7;  // of the scenario
    if (phase.weekday_gap[day_before] == 1) names.push_back(scenario::kWeekdays[weekday]);
  }
  if (names.size() == 1) return std::string(names[0]);
  return fmt::format("{} and {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back());
}

std::string days_listed(const std::vector<std::uint32_t>& days, std::size_t count) {
  return fmt::format("on day{} {}", count == 1 ? "" : "s",
                     fmt::join(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(count), ", "));
}

// Where the last run of equal gaps begins: the days before it have to be named one by one.
std::size_t regular_from(const std::vector<std::uint32_t>& days) {
  std::size_t first = days.size() - 1;
  while (first > 0 && days[first] - days[first - 1] == days.back() - days[days.size() - 2]) --first;
  return first;
}

std::string timing_in_words(const regimen::Phase& phase, std::uint32_t first_weekday,
                            const std::vector<std::uint32_t>& days) {
  constexpr std::size_t kListed = 14;
  const std::string planned = fmt::format(" ({} planned)", days.size());
  if (phase.on_weekdays) {
    const std::string when = days.size() <= kListed
                                 ? days_listed(days, days.size())
                                 : fmt::format("from day {} to day {}", days.front(), days.back());
    return weekdays_in_words(phase, first_weekday) + ", " + when + planned;
  }
  const std::size_t first = days.size() <= kListed ? days.size() : regular_from(days);
  if (days.size() - first < 3) return days_listed(days, days.size()) + planned;
  const std::string before = first > 0 ? days_listed(days, first) + ", then " : "";
  return fmt::format("{}every {} from day {} to day {}{}", before,
                     days_in_words(days.back() - days[days.size() - 2]), days[first], days.back(), planned);
}

// The first and the days between, of a phase that is not in the planned course.
std::string unplanned_timing_in_words(const regimen::Phase& phase, std::uint32_t first_weekday) {
  std::string text = "begins when patients come to it; ";
  const std::uint32_t visits = phase.doses;
  if (visits == 1) return text + "1 planned";
  if (phase.on_weekdays) {
    text += weekdays_in_words(phase, first_weekday);
  } else if (phase.listed_gaps == 0) {
    text += "every " + days_in_words(phase.every_days);
  } else {
    std::uint32_t day = 0;
    text += "on its days 0";
    for (std::uint32_t i = 0; i < phase.listed_gaps; ++i)
      text += fmt::format(", {}", day += phase.gap_days[i]);
  }
  return visits == kNoLimit ? text : text + fmt::format(" ({} planned)", visits);
}

// One mark a day, a week a group, ten weeks a line: a digit is the phase (from 1) of a dose, o a visit
// without a dose, a dot a day without either.
std::string calendar_lines(const std::vector<regimen::PlannedVisit>& visits, std::uint32_t horizon_days) {
  constexpr std::uint32_t kWeeksPerLine = 10, kDaysPerLine = 7 * kWeeksPerLine;
  std::string marks(horizon_days, '.');
  for (const auto& visit : visits)
    marks[visit.day] = visit.what == regimen::Planned::dose ? static_cast<char>('1' + visit.phase) : 'o';
  std::string text;
  for (std::uint32_t start = 0; start < horizon_days; start += kDaysPerLine) {
    std::string line;
    for (std::uint32_t day = start; day < std::min(start + kDaysPerLine, horizon_days); ++day) {
      if (day > start && day % 7 == 0) line += ' ';
      line += marks[day];
    }
    text += fmt::format("    week {:>4}  {}\n", start / 7 + 1, line);
  }
  return text;
}

std::string given_in_words(const scenario::Scenario& scenario, const regimen::Phase& phase) {
  if (phase.assessment_only) return "nothing is given, visits for rating";
  std::string text = scenario.dose_form_labels[phase.dose_form];
  for (std::uint32_t i = 0; i < phase.ladder_steps; ++i) {
    text += fmt::format("{}{}", i == 0 ? "; ladder: " : " -> ", scenario.dose_form_labels[phase.ladder[i]]);
  }
  const bool drug = scenario.experiment.plan.dose_form[phase.dose_form].is_drug();
  if (drug && phase.expectancy != model::ExpectancyKind::drug)
    text += "; blinded: the same is expected as of an active placebo";
  return text;
}

// When it is judged who enters: planned, on this day; or of a phase that rules lead to.
std::string judged_in_words(const regimen::Entry& entry, std::optional<std::uint32_t> planned_day) {
  std::string text = entry.each_time ? "; judged each time, " : "; judged ";
  if (planned_day) return text + fmt::format("on day {}", *planned_day);
  if (entry.judged_after_days == regimen::kNoLimit) return text + "at the first visit";
  return text + fmt::format("{} after the dose or visit before, at the latest at the first visit",
                            days_in_words(entry.judged_after_days));
}

std::string entry_in_words(const regimen::Entry& entry, const std::vector<std::string>& phases,
                           float madrs_per_hamd17, std::optional<std::uint32_t> judged_on) {
  std::string text;
  const auto add = [&](const std::string& what) { text += (text.empty() ? "" : " and ") + what; };
  if (entry.min_observed_improvement > -1.0f && entry.min_observed_improvement > entry.stopped_below)
    add("an observed improvement of at least " + percent(entry.min_observed_improvement));
  const auto add_score = [&](const char* bound, float hamd17) {
    add(fmt::format("an observed {}",
                    score_in_words(entry.written_in_madrs, bound, hamd17, madrs_per_hamd17)));
  };
  if (entry.min_observed_hamd17 > -1.0f) add_score("of at least", entry.min_observed_hamd17);
  if (entry.max_observed_hamd17 < 1e9f) add_score("of at most", entry.max_observed_hamd17);
  if (text.empty()) return text;
  text = "entered only with " + text + judged_in_words(entry, judged_on);
  if (entry.wait_every_days > 0) {
    text += fmt::format("; others wait up to {}, rated every {}", days_in_words(entry.wait_at_most_days),
                        days_in_words(entry.wait_every_days));
  }
  const bool elsewhere = entry.otherwise != regimen::kNoPhase;
  return text +
         (elsewhere ? fmt::format("; otherwise '{}'", phases[entry.otherwise]) : "; otherwise stopped");
}

// What is planned of a phase; of one that rules lead to, nothing.
struct PhasePlan {
  std::vector<std::uint32_t> days;
  std::optional<std::uint32_t> judged_on;  // who enters
};

std::string describe_phase(const scenario::Scenario& scenario, const regimen::Phase& phase,
                           const scenario::ArmName& arm, std::uint32_t number, const PhasePlan& plan) {
  std::string text =
      fmt::format("  {}. {}: {}\n", number + 1, arm.phase_ids[number], given_in_words(scenario, phase));
  const auto add = [&](const std::string& line) { text += "       " + line + "\n"; };
  if (!plan.days.empty())
    add(timing_in_words(phase, scenario.first_weekday, plan.days));
  else
    add(unplanned_timing_in_words(phase, scenario.first_weekday));
  if (phase.last_day != kNoDay) add(fmt::format("no visit after day {}", phase.last_day));
  if (phase.naltrexone_mg > 0) {
    const float occupancy = model::naltrexone_occupancy(scenario.experiment.parameters, phase.naltrexone_mg,
                                                        phase.naltrexone_hours_before);
    add(fmt::format("pre-medication occupies {:.1f} % of mu-opioid receptors at the session (assumed)",
                    occupancy * 100.0f));
  }
  if (phase.entry.stopped_below > -1.0f) {
    add(fmt::format("stopped if observed improvement is below {}{}", percent(phase.entry.stopped_below),
                    judged_in_words(phase.entry, plan.judged_on)));
  }
  const float madrs_per_hamd17 = scenario.experiment.parameters.madrs_per_hamd17;
  const std::string entry = entry_in_words(phase.entry, arm.phase_ids, madrs_per_hamd17, plan.judged_on);
  if (!entry.empty()) add(entry);
  if (phase.stop_after_doses != kNoLimit) {
    add(fmt::format("stopped at any visit after {} doses if observed improvement is below {}",
                    phase.stop_after_doses, percent(phase.stop_improvement_below)));
  }
  for (std::uint32_t r = 0; r < phase.rules; ++r) {
    add(fmt::format("rule {}: {} -> {}", r + 1, condition_in_words(phase.rule[r], madrs_per_hamd17),
                    consequence_in_words(phase.rule[r], arm.phase_ids)));
  }
  if (phase.next == regimen::kNoPhase)
    add("then treatment ends");
  else if (phase.next != regimen::kInOrder)
    add(fmt::format("then '{}'", arm.phase_ids[phase.next]));
  return text;
}

}  // namespace

std::string describe_arm(const scenario::Scenario& scenario, std::size_t index) {
  const auto& experiment = scenario.experiment;
  const regimen::Arm& arm = experiment.plan.arm[index];
  const scenario::ArmName& name = scenario.arms[index];
  const auto calendar = regimen::planned_calendar(arm, experiment.horizon_days);
  std::vector<PhasePlan> plans(arm.phases);
  for (const auto& visit : calendar) {
    PhasePlan& plan = plans[visit.phase];
    if (!plan.judged_on) plan.judged_on = visit.day;
    const bool given = visit.what != regimen::Planned::held && visit.what != regimen::Planned::judgement;
    if (given) plan.days.push_back(visit.day);
  }
  std::string text =
      fmt::format("{}: {}{}\n", name.id, name.label, index == experiment.reference_arm ? " (reference)" : "");
  for (std::uint32_t p = 0; p < arm.phases; ++p) {
    text += describe_phase(scenario, arm.phase[p], name, p, plans[p]);
  }
  if (arm.max_doses != kNoLimit) text += fmt::format("  at most {} doses in all\n", arm.max_doses);
  for (std::uint32_t s = 0; s < arm.stages; ++s) text += describe_policy(arm.stage[s]);
  return text + calendar_lines(calendar, experiment.horizon_days);
}

}  // namespace tachy::cli
