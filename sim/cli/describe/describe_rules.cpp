// Rules and policies of an arm in words.
#include <cstdlib>

#include <fmt/format.h>

#include "cli/describe/describe_regimen.hpp"
#include "regimen/policy_levers.hpp"

namespace tachy::cli {

using regimen::kNoLimit;

std::string days_in_words(std::uint32_t days) {
  if (days % 7 == 0 && days > 0) return fmt::format("{} week{}", days / 7, days == 7 ? "" : "s");
  return fmt::format("{} day{}", days, days == 1 ? "" : "s");
}

std::string percent(float share) { return fmt::format("{:g} %", share * 100.0f); }

std::string score_in_words(bool in_madrs, const char* bound, float hamd17, float madrs_per_hamd17) {
  return in_madrs ? fmt::format("MADRS {} {:.3g}", bound, hamd17 * madrs_per_hamd17)
                  : fmt::format("HAM-D17 {} {:.3g}", bound, hamd17);
}

std::string condition_in_words(const regimen::Rule& rule, float madrs_per_hamd17) {
  using regimen::Condition;
  const auto score = [&](const char* bound) {
    return score_in_words(rule.written_in_madrs, bound, rule.threshold, madrs_per_hamd17);
  };
  std::string text;
  switch (rule.condition) {
    case Condition::score_at_least:
      text = score("at least");
      break;
    case Condition::score_at_most:
      text = score("at most");
      break;
    case Condition::improvement_below:
      text = "improvement below " + percent(rule.threshold);
      break;
    case Condition::improvement_above:
      text = "improvement of at least " + percent(rule.threshold);
      break;
    case Condition::misuse_detected:
      text = "misuse detected";
      break;
  }
  if (rule.visits_in_a_row > 1) text += fmt::format(" at {} visits running", rule.visits_in_a_row);
  if (rule.for_days > 0) text += " for " + days_in_words(rule.for_days);
  return text;
}

namespace {

std::string interval_in_words(const regimen::Rule& rule) {
  const bool longer = rule.interval_change_days > 0;
  std::string text =
      fmt::format("interval {} {}", longer ? "+" : "-",
                  days_in_words(static_cast<std::uint32_t>(std::abs(rule.interval_change_days))));
  if (longer && rule.interval_high_days != kNoLimit)
    text += ", not above " + days_in_words(rule.interval_high_days);
  if (!longer && rule.interval_low_days > 1) text += ", not below " + days_in_words(rule.interval_low_days);
  return text;
}

}  // namespace

std::string consequence_in_words(const regimen::Rule& rule, const std::vector<std::string>& phases) {
  if (rule.stop) return "stop treatment";
  if (rule.go_to != regimen::kNoPhase) {
    return fmt::format("no dose now, go to '{}', whose first visit is {} later", phases[rule.go_to],
                       days_in_words(rule.go_to_gap_days));
  }
  std::string text;
  const auto add = [&](const std::string& what) { text += (text.empty() ? "" : "; ") + what; };
  if (rule.withhold) add("no dose at this visit");
  if (rule.dose_steps != 0) add(rule.dose_steps > 0 ? "dose one step up" : "dose one step down");
  if (rule.interval_change_days != 0) add(interval_in_words(rule));
  return text.empty() ? "hold the course" : text;
}

namespace {

std::string place_in_words(const regimen::PolicyStage& policy) {
  if (policy.take_home_after_doses == kNoLimit) return "doses are given under supervision";
  if (policy.take_home_after_doses == 0)
    return fmt::format("doses are taken at home, {:g} dispensed at a time", policy.take_home_stock);
  return fmt::format("doses are taken at home after {} under supervision, {:g} dispensed at a time",
                     policy.take_home_after_doses, policy.take_home_stock);
}

std::string lever_in_words(const regimen::LeverRow& row, const regimen::PolicyStage& policy) {
  if (at_default(row, policy)) return std::string(row.words_at_default);
  const double said = row.count ? static_cast<double>(policy.*row.count) : policy.*row.number * row.divisor;
  return fmt::format(fmt::runtime(row.words), fmt::format("{:.4g}", said));
}

}  // namespace

std::string describe_policy(const regimen::PolicyStage& policy) {
  std::string text = fmt::format("  from day {}: {}", policy.from_day, place_in_words(policy));
  for (const regimen::LeverRow& row : regimen::kLeverTable) {
    const std::string words = lever_in_words(row, policy);
    if (!words.empty()) text += "; " + words;
  }
  return text + "\n";
}

}  // namespace tachy::cli
