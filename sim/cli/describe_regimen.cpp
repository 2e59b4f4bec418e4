#include "cli/describe_regimen.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "regimen/calendar.hpp"

namespace tachy::cli {

namespace {

using regimen::kNoDay;
using regimen::kNoLimit;

std::string days_in_words(std::uint32_t days) {
  if (days % 7 == 0 && days > 0) return fmt::format("{} week{}", days / 7, days == 7 ? "" : "s");
  return fmt::format("{} day{}", days, days == 1 ? "" : "s");
}

std::string percent(float share) { return fmt::format("{:g} %", share * 100.0f); }

std::string condition_in_words(const regimen::Rule& rule) {
  using regimen::Condition;
  std::string text;
  switch (rule.condition) {
    case Condition::score_at_least:
      text = fmt::format("HAM-D17 at least {:g}", rule.threshold);
      break;
    case Condition::score_at_most:
      text = fmt::format("HAM-D17 at most {:g}", rule.threshold);
      break;
    case Condition::improvement_below:
      text = "improvement below " + percent(rule.threshold);
      break;
    case Condition::misuse_detected:
      text = "misuse detected";
      break;
  }
  if (rule.visits_in_a_row > 1) text += fmt::format(" at {} visits running", rule.visits_in_a_row);
  if (rule.for_days > 0) text += " for " + days_in_words(rule.for_days);
  return text;
}

std::string consequence_in_words(const regimen::Rule& rule) {
  if (rule.stop) return "stop treatment";
  if (rule.interval_change_days == 0) return "keep the interval";
  const bool longer = rule.interval_change_days > 0;
  std::string text =
      fmt::format("interval {} {}", longer ? "+" : "-",
                  days_in_words(static_cast<std::uint32_t>(std::abs(rule.interval_change_days))));
  if (longer && rule.interval_high_days != kNoLimit)
    text += ", not above " + days_in_words(rule.interval_high_days);
  if (!longer && rule.interval_low_days > 1) text += ", not below " + days_in_words(rule.interval_low_days);
  return text;
}

std::string timing_in_words(const regimen::Phase& phase, const std::vector<std::uint32_t>& days) {
  constexpr std::size_t kListed = 14;
  std::string text;
  if (days.size() <= kListed) {
    text = days.size() == 1 ? "on day " : "on days ";
    for (std::size_t i = 0; i < days.size(); ++i) text += fmt::format("{}{}", i > 0 ? ", " : "", days[i]);
  } else {
    text = fmt::format("every {} from day {} to day {}", days_in_words(phase.every_days), days.front(),
                       days.back());
  }
  return text + fmt::format(" ({} planned)", days.size());
}

// One mark a day, a week a group, ten weeks a line: a digit is the phase (from 1), a dot a day without a
// dose.
std::string calendar_lines(const std::vector<regimen::PlannedDose>& calendar, std::uint32_t horizon_days) {
  constexpr std::uint32_t kWeeksPerLine = 10, kDaysPerLine = 7 * kWeeksPerLine;
  std::string marks(horizon_days, '.');
  for (const auto& dose : calendar) marks[dose.day] = static_cast<char>('1' + dose.phase);
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

std::string describe_phase(const scenario::Scenario& scenario, const regimen::Phase& phase,
                           const std::string& name, std::uint32_t number,
                           const std::vector<std::uint32_t>& days) {
  std::string text = fmt::format("  {}. {}: {}\n", number, name, scenario.dose_form_labels[phase.dose_form]);
  const auto add = [&](const std::string& line) { text += "       " + line + "\n"; };
  add(days.empty() ? "no dose planned within the horizon" : timing_in_words(phase, days));
  if (phase.last_day != kNoDay) add(fmt::format("no dose after day {}", phase.last_day));
  if (phase.mu_occupancy > 0) {
    add(fmt::format("pre-medication occupies {:.1f} % of mu-opioid receptors at the session (assumed)",
                    phase.mu_occupancy * 100.0f));
  }
  if (phase.entry.min_observed_improvement > 0) {
    add("entered only with an observed improvement of at least " +
        percent(phase.entry.min_observed_improvement));
  }
  if (phase.entry.max_observed_hamd17 < 1e9f) {
    add(fmt::format("entered only with an observed HAM-D17 of at most {:g}",
                    phase.entry.max_observed_hamd17));
  }
  if (phase.stop_after_doses != kNoLimit) {
    add(fmt::format("stopped after {} doses or later if observed improvement is below {}",
                    phase.stop_after_doses, percent(phase.stop_improvement_below)));
  }
  for (std::uint32_t r = 0; r < phase.rules; ++r) {
    add(fmt::format("rule {}: {} -> {}", r + 1, condition_in_words(phase.rule[r]),
                    consequence_in_words(phase.rule[r])));
  }
  return text;
}

}  // namespace

std::string describe_arm(const scenario::Scenario& scenario, std::size_t index) {
  const auto& experiment = scenario.experiment;
  const regimen::Arm& arm = experiment.plan.arm[index];
  const scenario::ArmName& name = scenario.arms[index];
  const auto calendar = regimen::planned_calendar(arm, experiment.horizon_days);
  std::vector<std::vector<std::uint32_t>> days(arm.phases);
  for (const auto& dose : calendar) days[dose.phase].push_back(dose.day);
  std::string text =
      fmt::format("{}: {}{}\n", name.id, name.label, index == experiment.reference_arm ? " (reference)" : "");
  for (std::uint32_t p = 0; p < arm.phases; ++p) {
    text += describe_phase(scenario, arm.phase[p], name.phase_ids[p], p + 1, days[p]);
  }
  if (arm.max_doses_per_year != kNoLimit)
    text += fmt::format("  at most {} doses a year\n", arm.max_doses_per_year);
  if (arm.max_doses != kNoLimit) text += fmt::format("  at most {} doses in all\n", arm.max_doses);
  text += arm.take_home ? "  doses are taken at home\n" : "  doses are given under supervision\n";
  return text + calendar_lines(calendar, experiment.horizon_days);
}

}  // namespace tachy::cli
