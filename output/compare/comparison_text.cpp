// A comparison as text: benefit against harm at the top, then one table for each measure.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/compare/draws_text.hpp"
#include "output/compare/first_table.hpp"
#include "output/compare/flow_text.hpp"
#include "output/compare/measure_table.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"

namespace tachy::output {

namespace {

// Beside what is assumed chance does not stand alone.
std::string evidence_of(const Outcome& outcome, const Measure& measure) {
  if (measure.rests_on.empty()) return "";
  const std::string_view more = measure.rests_on == "assumed" && outcome.unknown.draws == 0
                                    ? "; what is assumed may be far off, whatever chance is"
                                    : "";
  return fmt::format("\n  rests on: {}{}", measure.rests_on, more);
}

// Under the table, once for each reason.
std::string why_without_interval(const Measure& measure) {
  std::string text;
  for (const IntervalKindRow& row : kIntervalKinds) {
    const auto has = [&](const ArmTotal& arm) {
      return arm.kind == row.kind || arm.difference_kind == row.kind;
    };
    if (row.words.empty() || std::none_of(measure.arms.begin(), measure.arms.end(), has)) continue;
    text += row.kind == IntervalKind::same_in_every_arm
                ? fmt::format("  {}, since the switch {} is off\n", row.words, measure.switch_off)
                : fmt::format("  {}\n", row.words);
  }
  if (!measure.leaves_out.empty()) text += fmt::format("  not modelled: {}\n", measure.leaves_out);
  return text;
}

std::string measure_block(const Outcome& outcome, const Measure& measure) {
  const std::string chance = chance_that_is_not_small(outcome, measure);
  const std::string counts = fmt::format("a difference of {:g}{} or more counts", measure.smallest_difference,
                                         measure.unit == "1" ? "" : " " + measure.unit);
  return fmt::format("{}, {}  [{}]\n  {}\n  {}{}{}\n{}{}{}\n", measure.label, unit_shown(measure),
                     measure.name, measure.definition,
                     measure.direction == "neither" ? "" : measure.direction + "; ", counts,
                     evidence_of(outcome, measure), measure_table(outcome, measure),
                     why_without_interval(measure), chance.empty() ? "" : fmt::format("  {}\n", chance));
}

std::string heading(const Outcome& outcome) {
  std::size_t width = 0;
  for (const std::string& id : outcome.arm_ids) width = std::max(width, id.size());
  std::string arms;
  for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
    arms += fmt::format("  {:<{}}  {}\n", outcome.arm_ids[i], width, outcome.arm_labels[i]);
  }
  const std::int64_t draws = std::max<std::int64_t>(outcome.unknown.draws, 1),
                     patients = outcome.enrolled / draws;
  const std::string under = outcome.unknown.draws > 0 ? fmt::format(" under {} draws", draws) : "";
  return fmt::format("{}\n{}\n{} {}{}, each in every arm, for {} days; seed {}; reference arm {}\n{}\n",
                     outcome.title, kComparisonNotice, number_text(static_cast<double>(patients), 0),
                     patients == 1 ? "patient" : "patients", under, outcome.horizon_days, outcome.seed,
                     outcome.reference_arm, arms);
}

// Who is in the comparison.
std::string patient_flow(const Outcome& outcome) {
  if (outcome.flow.empty()) return "";
  Flow flow{.arm_ids = outcome.arm_ids,
            .steps = {},
            .counts = outcome.flow,
            .draws = std::max<std::int64_t>(outcome.unknown.draws, 1)};
  for (std::size_t step = 0; step < outcome.flow_steps.size(); ++step)
    flow.steps.push_back(words_of_step(outcome.flow_steps[step], outcome.phase_ids));
  return fmt::format("Flow of patients{}\n{}\n",
                     outcome.unknown.draws > 0 ? " in the average clinic, mean over the draws" : "",
                     flow_table(flow));
}

// The first days of a short horizon, one column each.
std::string first_days(const Outcome& outcome) {
  if (outcome.hamd17_by_day.empty()) return "";
  constexpr std::size_t kDaysShown[] = {0, 1, 2, 3, 7, 14, 28, 55};
  std::vector<TextRow> rows{{"mean HAM-D17", "before"}};
  for (const std::string& id : outcome.arm_ids) rows.push_back({id, number_text(outcome.baseline_hamd17, 1)});
  for (const std::size_t day : kDaysShown) {
    if (day >= outcome.hamd17_by_day[0].size()) break;
    rows[0].push_back(fmt::format("day {}", day));
    for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
      rows[arm + 1].push_back(number_text(outcome.hamd17_by_day[arm][day].estimate, 1));
  }
  return fmt::format("Day by day: at the end of the day, of those reviewed on it\n{}\n", text_table(rows));
}

constexpr const char* kFooterOfOneRun =
    "Chance: 95 %, Monte Carlo error only. It says how far the means would move with other simulated\n"
    "patients; the parameters are held fixed, so it does not say how sure the evidence is.\n";
constexpr const char* kFooterUnderDraws =
    "95 % of draws: so far what is not known moves the mean. Chance: 95 %, Monte Carlo error only, how\n"
    "far it would move with other simulated patients. More patients shrink chance; only evidence shrinks\n"
    "the other.\n";
constexpr const char* kFooter =
    "Better, worse, unchanged: shares of patients under shared luck, that is, against the same patient\n"
    "with the same chance events in the reference arm. They depend on how luck is shared; means do not.\n";

}  // namespace

std::string comparison_text(const Outcome& outcome) {
  std::string text = heading(outcome) + what_is_not_known(outcome) + patient_flow(outcome) +
                     first_days(outcome) + first_table(outcome);
  for (const Measure& measure : outcome.measures) text += measure_block(outcome, measure);
  return text + (outcome.unknown.draws > 0 ? kFooterUnderDraws : kFooterOfOneRun) + kFooter;
}

}  // namespace tachy::output
