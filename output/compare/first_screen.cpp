#include "output/compare/first_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "output/compare/comparison.hpp"
#include "output/compare/draws_text.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/shown_measures.hpp"
#include "output/compare/text_table.hpp"
#include "output/compare/variants_text.hpp"

namespace tachy::output {

namespace {

constexpr std::size_t kScreen = 80, kWidestId = 26;

std::size_t shown_width(const std::string& utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// Lines of at most 80 characters; all but the first begin with `indent`.
std::string in_lines(const std::string& text, const std::string& indent) {
  std::istringstream words(text);
  std::string lines, line;
  for (std::string word; words >> word;) {
    if (!line.empty() && shown_width(line) + 1 + shown_width(word) > kScreen) {
      lines += line + "\n";
      line = indent + word;
    } else {
      line += (line.empty() ? "" : " ") + word;
    }
  }
  return lines + line + "\n";
}

// An id that is too long for its column goes on below, after an underscore where there is one.
std::string id_in_column(std::string id) {
  std::string lines;
  while (id.size() > kWidestId) {
    const auto at = id.rfind('_', kWidestId - 1);
    const std::size_t cut = at == std::string::npos || at == 0 ? kWidestId : at + 1;
    lines += id.substr(0, cut) + "\n";
    id.erase(0, cut);
  }
  return lines + id;
}

std::string arms_in_lines(const Outcome& outcome) {
  std::string text;
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
    text += in_lines(fmt::format("{}{}: {}", outcome.arm_ids[arm],
                                 outcome.arm_ids[arm] == outcome.reference_arm ? " (reference)" : "",
                                 outcome.arm_labels[arm]),
                     "    ");
  return text;
}

// "Still in treatment at the end: 0 to 65 of 1,000"
std::string flow_line(const Outcome& outcome) {
  const auto step = std::find(outcome.flow_steps.begin(), outcome.flow_steps.end(), "in_treatment");
  if (step == outcome.flow_steps.end()) return "";
  const auto place = static_cast<std::size_t>(step - outcome.flow_steps.begin());
  double least = 1.0, most = 0.0;
  for (const auto& arm : outcome.flow) {
    const double share = static_cast<double>(arm[place]) / static_cast<double>(outcome.enrolled);
    least = std::min(least, share);
    most = std::max(most, share);
  }
  const std::string from = number_text(1000 * least, 0), to = number_text(1000 * most, 0);
  return fmt::format(" Still in treatment at the end: {} of 1,000.", from == to ? from : from + " to " + to);
}

std::string who_lived(const Outcome& outcome) {
  const std::int64_t draws = std::max<std::int64_t>(outcome.unknown.draws, 1);
  return in_lines(
      fmt::format("{} patients{}, each in every arm, for {} days; seed {}.{}",
                  number_text(static_cast<double>(outcome.enrolled / draws), 0),
                  outcome.unknown.draws > 0 ? fmt::format(" under {} draws", draws) : std::string(),
                  outcome.horizon_days, outcome.seed, flow_line(outcome)),
      "");
}

std::size_t best_arm_of(const Measure& measure) {
  const double sign = more_is_better(measure) ? 1.0 : -1.0;
  std::size_t best = 0;
  for (std::size_t arm = 1; arm < measure.arms.size(); ++arm)
    if (sign * measure.arms[arm].mean.estimate > sign * measure.arms[best].mean.estimate) best = arm;
  return best;
}

std::string interval_in_words(const Outcome& outcome, const Measure& measure, const Interval& difference) {
  if (outcome.unknown.draws > 0 && is_mostly_chance(most_share_of_chance(measure)))
    return "too few patients to say how sure";
  const double factor = factor_of(measure);
  return fmt::format("{}: {}", outcome.unknown.draws > 0 ? "95 % of draws" : "chance alone, 95 %",
                     range_text(difference, factor, decimals_for({difference}, factor)));
}

// "; best in 98 % of draws; the order of arms holds in 2 of 2 other structures"
std::string agreement(const Outcome& outcome, const Measure& measure, std::size_t arm) {
  if (outcome.unknown.draws == 0 || is_mostly_chance(most_share_of_chance(measure))) return "";
  std::string text = fmt::format("; best in {} of draws", share_of_draws(best_of_draws(measure)[arm]));
  const std::vector<std::size_t> structures = variants_of_kind(outcome, "structure");
  std::size_t holds = 0;
  for (const std::size_t variant : structures) {
    const auto held = order_holds(outcome, measure, variant);
    if (!held) return text;
    holds += *held;
  }
  return structures.empty() ? text
                            : text + fmt::format("; the order of arms holds in {} of {} other structures",
                                                 holds, structures.size());
}

bool never_differs(const Interval& difference) {
  return difference.estimate == 0.0 && difference.low == 0.0 && difference.high == 0.0;
}

// "weekly: 5.0 more weeks in remission than none (95 % of draws: 0.4 to 12.9)"
std::string told_of_arm(const Outcome& outcome, const Measure& measure, std::size_t arm, const char* what) {
  const Interval& difference = measure.arms[arm].difference;
  const double factor = factor_of(measure);
  if (never_differs(difference))
    return fmt::format("{}: {}exactly as many {} as {}", outcome.arm_ids[arm],
                       outcome.unknown.draws > 0 ? "in every draw " : "", what, outcome.reference_arm);
  return fmt::format("{}: {} {} {} than {} ({})", outcome.arm_ids[arm],
                     number_text(std::abs(difference.estimate) * factor, decimals_for({difference}, factor)),
                     difference.estimate < 0 ? "fewer" : "more", what, outcome.reference_arm,
                     interval_in_words(outcome, measure, difference));
}

// The arm that is told of: the best, or where that is the reference arm the first other one.
std::size_t told_arm(const Outcome& outcome, const Measure& benefit) {
  const std::size_t best = best_arm_of(benefit);
  if (outcome.arm_ids[best] != outcome.reference_arm) return best;
  return best == 0 ? 1 : 0;
}

std::string sentences(const Outcome& outcome, const Measure& benefit, const Measure& harm,
                      const std::optional<CostShown>& cost) {
  const std::size_t arm = told_arm(outcome, benefit);
  const bool is_best = arm == best_arm_of(benefit);
  std::string text = in_lines(fmt::format("Answer, in hypothetical patients: {}{}{}.",
                                          is_best ? "" : "none better than the reference; ",
                                          told_of_arm(outcome, benefit, arm, "weeks in remission"),
                                          is_best ? agreement(outcome, benefit, arm) : std::string()),
                              "  ");
  text += in_lines(fmt::format("Harm: {}; rests on: {}.",
                               told_of_arm(outcome, harm, arm, "of 1,000 patients with use disorder"),
                               harm.rests_on.empty() ? "not said" : harm.rests_on),
                   "  ");
  if (!cost) return text + "Cost: needs draws, and prices in the scenario (tachy economics --help).\n";
  const Interval& more = cost->more[arm];
  return text +
         in_lines(fmt::format("Cost: {}: {} {} {} a patient (95 % of draws: {}). {}", outcome.arm_ids[arm],
                              number_text(std::abs(more.estimate), 0), cost->currency,
                              more.estimate < 0 ? "less" : "more", range_text(more, 1.0, 0), cost->worth),
                  "  ");
}

std::string cell(const Outcome& outcome, const Measure& measure, std::size_t arm) {
  const double factor = factor_of(measure);
  std::vector<Interval> all;
  for (const ArmTotal& one : measure.arms) all.push_back(one.difference);
  const int decimals = decimals_for(all, factor);
  const Interval& difference = measure.arms[arm].difference;
  const bool told = outcome.unknown.draws == 0 || !is_mostly_chance(most_share_of_chance(measure));
  return fmt::format("{}\n{}", signed_text(difference.estimate * factor, decimals),
                     told ? range_text(difference, factor, decimals) : "too few patients");
}

std::string table_of_first_screen(const Outcome& outcome, const Measure& benefit, const Measure& harm,
                                  const std::optional<CostShown>& cost) {
  std::vector<TextRow> rows{
      {fmt::format("\nthan {}",
                   outcome.reference_arm.size() > kWidestId - 5 ? "reference" : outcome.reference_arm),
       "weeks in\nremission", "use disorder\nper 1,000"}};
  if (cost) rows[0].push_back(fmt::format("{}\na patient", cost->currency));
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm) {
    if (outcome.arm_ids[arm] == outcome.reference_arm) continue;
    rows.push_back(
        {id_in_column(outcome.arm_ids[arm]), cell(outcome, benefit, arm), cell(outcome, harm, arm)});
    if (cost)
      rows.back().push_back(fmt::format("{}\n{}", signed_text(cost->more[arm].estimate, 0),
                                        range_text(cost->more[arm], 1.0, 0)));
  }
  return text_table(rows);
}

std::string next_step(const Outcome& outcome, const std::string& file) {
  std::string draws;
  if (outcome.unknown.draws == 0)
    draws = in_lines(
        "Every parameter was held, so nothing here says how sure the evidence is. For an interval over what "
        "is "
        "not known: tachy run SCENARIO --draws 100",
        "  ");
  return draws + fmt::format(
                     "Next: tachy compare {0} --full               every measure\n"
                     "      tachy compare {0} --measure died       one of them\n"
                     "      tachy report {0} -o report.html        as a page\n",
                     file);
}

}  // namespace

std::string first_screen(const Outcome& outcome, const std::optional<CostShown>& cost,
                         const std::string& file) {
  const Measure* const benefit = measure_called(outcome, "remission_weeks");
  const Measure* const harm = measure_called(outcome, "use_disorder_ever");
  std::string text = in_lines(outcome.title, "") + kComparisonNotice + "\n" + who_lived(outcome) +
                     arms_in_lines(outcome) + "\n";
  if (benefit && harm && outcome.arm_ids.size() > 1)
    text += sentences(outcome, *benefit, *harm, cost) + "\n" +
            table_of_first_screen(outcome, *benefit, *harm, cost) + "\n";
  return text + next_step(outcome, file);
}

}  // namespace tachy::output
