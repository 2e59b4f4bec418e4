#include "cli/describe_regimen.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "regimen/calendar.hpp"
#include "scenario/vocabulary.hpp"

namespace tachy::cli {

namespace {

using regimen::kNoDay;
using regimen::kNoLimit;

std::string weekdays_in_words(const regimen::Phase& phase, std::uint32_t weekday) {
  std::string text;
  for (std::uint32_t i = 0; i < phase.listed_gaps; ++i) {
    text += fmt::format("{}{}",
                        i == 0                       ? ""
                        : i + 1 == phase.listed_gaps ? " and "
                                                     : ", ",
                        scenario::kWeekdays[weekday % 7]);
    weekday += phase.gap_days[i];
  }
  return text;
}

std::string timing_in_words(const regimen::Phase& phase, std::uint32_t first_weekday,
                            const std::vector<std::uint32_t>& days) {
  constexpr std::size_t kListed = 14;
  std::string text;
  if (phase.gaps_repeat) text = weekdays_in_words(phase, first_weekday + days.front()) + ", ";
  if (days.size() <= kListed) {
    text += days.size() == 1 ? "on day " : "on days ";
    for (std::size_t i = 0; i < days.size(); ++i) text += fmt::format("{}{}", i > 0 ? ", " : "", days[i]);
  } else {
    if (!phase.gaps_repeat) text += fmt::format("every {} ", days_in_words(phase.every_days));
    text += fmt::format("from day {} to day {}", days.front(), days.back());
  }
  return text + fmt::format(" ({} planned)", days.size());
}

// The first and the days between, of a phase that is not in the planned course.
std::string unplanned_timing_in_words(const regimen::Phase& phase) {
  std::string text = "begins when patients come to it; ";
  const std::uint32_t visits = phase.doses;
  if (visits == 1) return text + "1 planned";
  if (phase.listed_gaps == 0) {
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
std::string calendar_lines(const std::vector<regimen::PlannedDose>& visits, const regimen::Arm& arm,
                           std::uint32_t horizon_days) {
  constexpr std::uint32_t kWeeksPerLine = 10, kDaysPerLine = 7 * kWeeksPerLine;
  std::string marks(horizon_days, '.');
  for (const auto& visit : visits)
    marks[visit.day] = arm.phase[visit.phase].assessment_only ? 'o' : static_cast<char>('1' + visit.phase);
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

// Doses of the planned course, and the visits of phases without doses.
std::vector<regimen::PlannedDose> planned_visits(const regimen::Arm& arm, std::uint32_t horizon_days) {
  auto visits = regimen::planned_calendar(arm, horizon_days);
  regimen::Arm open = arm;
  open.max_doses = kNoLimit;
  for (std::uint32_t i = 0; i < arm.phases; ++i) open.phase[i].assessment_only = false;
  for (const auto& visit : regimen::planned_calendar(open, horizon_days)) {
    if (arm.phase[visit.phase].assessment_only) visits.push_back(visit);
  }
  std::sort(visits.begin(), visits.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  return visits;
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

std::string entry_in_words(const regimen::Entry& entry, const std::vector<std::string>& phases) {
  std::string text;
  const auto add = [&](const std::string& what) { text += (text.empty() ? "" : " and ") + what; };
  if (entry.min_observed_improvement > -1.0f)
    add("an observed improvement of at least " + percent(entry.min_observed_improvement));
  if (entry.min_observed_hamd17 > -1.0f)
    add(fmt::format("an observed HAM-D17 of at least {:g}", entry.min_observed_hamd17));
  if (entry.max_observed_hamd17 < 1e9f)
    add(fmt::format("an observed HAM-D17 of at most {:g}", entry.max_observed_hamd17));
  if (text.empty()) return text;
  text = "entered only with " + text;
  if (entry.wait_every_days > 0) {
    text += fmt::format("; others wait up to {}, rated every {}", days_in_words(entry.wait_at_most_days),
                        days_in_words(entry.wait_every_days));
  }
  const bool elsewhere = entry.otherwise != regimen::kNoPhase;
  return text +
         (elsewhere ? fmt::format("; otherwise '{}'", phases[entry.otherwise]) : "; otherwise stopped");
}

std::string describe_phase(const scenario::Scenario& scenario, const regimen::Phase& phase,
                           const scenario::ArmName& arm, std::uint32_t number,
                           const std::vector<std::uint32_t>& days) {
  std::string text =
      fmt::format("  {}. {}: {}\n", number + 1, arm.phase_ids[number], given_in_words(scenario, phase));
  const auto add = [&](const std::string& line) { text += "       " + line + "\n"; };
  if (!days.empty())
    add(timing_in_words(phase, scenario.first_weekday, days));
  else
    add(unplanned_timing_in_words(phase));
  if (phase.last_day != kNoDay) add(fmt::format("no visit after day {}", phase.last_day));
  if (phase.mu_occupancy > 0) {
    add(fmt::format("pre-medication occupies {:.1f} % of mu-opioid receptors at the session (assumed)",
                    phase.mu_occupancy * 100.0f));
  }
  if (const std::string entry = entry_in_words(phase.entry, arm.phase_ids); !entry.empty()) add(entry);
  if (phase.stop_after_doses != kNoLimit) {
    add(fmt::format("stopped after {} doses or later if observed improvement is below {}",
                    phase.stop_after_doses, percent(phase.stop_improvement_below)));
  }
  for (std::uint32_t r = 0; r < phase.rules; ++r) {
    add(fmt::format("rule {}: {} -> {}", r + 1, condition_in_words(phase.rule[r]),
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
  const auto calendar = planned_visits(arm, experiment.horizon_days);
  std::vector<std::vector<std::uint32_t>> days(arm.phases);
  for (const auto& visit : calendar) days[visit.phase].push_back(visit.day);
  std::string text =
      fmt::format("{}: {}{}\n", name.id, name.label, index == experiment.reference_arm ? " (reference)" : "");
  for (std::uint32_t p = 0; p < arm.phases; ++p) {
    text += describe_phase(scenario, arm.phase[p], name, p, days[p]);
  }
  if (arm.max_doses != kNoLimit) text += fmt::format("  at most {} doses in all\n", arm.max_doses);
  for (std::uint32_t s = 0; s < arm.stages; ++s) text += describe_policy(arm.stage[s]);
  return text + calendar_lines(calendar, arm, experiment.horizon_days);
}

}  // namespace tachy::cli
