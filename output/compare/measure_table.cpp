#include "output/compare/measure_table.hpp"

#include <algorithm>

#include "output/compare/draws_text.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"

namespace tachy::output {

namespace {

// How the numbers of one measure are shown: events rarer than one per patient per 1,000 patients.
struct Display {
  double factor = 1.0;
  std::string unit;
};

Display display_of(const Measure& measure) {
  if (measure.unit != "1") return {1.0, measure.unit == "wk" ? "per patient" : measure.unit};
  double largest = 0.0;
  for (const ArmTotal& arm : measure.arms) largest = std::max(largest, arm.mean.estimate);
  return largest < 1.0 ? Display{1000.0, "per 1,000 patients"} : Display{1.0, "per patient"};
}

// The decimals of means and of differences.
struct Decimals {
  int mean, difference;
};
Decimals decimals_of(const Measure& measure, double factor) {
  std::vector<Interval> means, differences;
  for (const ArmTotal& arm : measure.arms) {
    means.push_back(arm.mean);
    differences.push_back(arm.difference);
  }
  return {decimals_for(means, factor), decimals_for(differences, factor)};
}

bool is_judged(const Measure& measure) { return measure.direction != "neither"; }

// The arm's row but for the arm: of one run, mean and difference with their chance.
TextRow row_of_one_run(const ArmTotal& arm, double factor, const Decimals& decimals, bool reference) {
  TextRow row{number_text(arm.mean.estimate * factor, decimals.mean),
              chance_text(arm.mean, factor, decimals.mean)};
  if (reference) {
    row.emplace_back("reference");
  } else if (arm.difference_kind == IntervalKind::same_in_every_arm) {
    row.emplace_back(row_of(arm.difference_kind).words);
  } else {
    row.insert(row.end(), {signed_text(arm.difference.estimate * factor, decimals.difference),
                           chance_text(arm.difference, factor, decimals.difference), percent_text(arm.better),
                           percent_text(arm.worse), percent_text(arm.unchanged)});
  }
  return row;
}

// Under draws, with the interval over them on a line below, and how often the arm is best.
TextRow row_under_draws(const ArmTotal& arm, double factor, const Decimals& decimals, bool reference,
                        const std::string& best) {
  TextRow row{number_text(arm.mean.estimate * factor, decimals.mean) + "\n" +
              range_text(arm.mean, factor, decimals.mean)};
  if (reference) {
    row.insert(row.end(), {"reference", chance_text(arm.chance, factor), best});
  } else if (arm.difference_kind == IntervalKind::same_in_every_arm) {
    row.emplace_back(row_of(arm.difference_kind).words);
  } else {
    row.insert(row.end(), {signed_text(arm.difference.estimate * factor, decimals.difference) + "\n" +
                               range_text(arm.difference, factor, decimals.difference),
                           chance_text(arm.difference_chance, factor), best, percent_text(arm.better),
                           percent_text(arm.worse)});
  }
  return row;
}

TextRow columns_of(const Measure& measure, bool draws) {
  const std::string up = is_judged(measure) ? "better" : "higher",
                    down = is_judged(measure) ? "worse" : "lower";
  if (!draws) return {"arm", "mean", "chance", "difference", "chance", up, down, "unchanged"};
  return {"\narm",
          "mean\n95 % of draws",
          "difference\n95 % of draws",
          "\nchance",
          is_judged(measure) ? "\nbest" : "",
          "\n" + up,
          "\n" + down};
}

}  // namespace

std::string unit_shown(const Measure& measure) { return display_of(measure).unit; }

std::string measure_table(const Outcome& outcome, const Measure& measure) {
  const double factor = display_of(measure).factor;
  const Decimals decimals = decimals_of(measure, factor);
  const bool draws = outcome.unknown.draws > 0, has_best = is_judged(measure) && measure.switch_off.empty();
  const std::vector<double> best = draws ? best_of_draws(measure) : std::vector<double>();
  std::vector<TextRow> rows{columns_of(measure, draws)};
  for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
    const bool reference = outcome.arm_ids[i] == outcome.reference_arm;
    const TextRow row = draws ? row_under_draws(measure.arms[i], factor, decimals, reference,
                                                has_best ? share_of_draws(best[i]) : "")
                              : row_of_one_run(measure.arms[i], factor, decimals, reference);
    rows.push_back({outcome.arm_ids[i]});
    rows.back().insert(rows.back().end(), row.begin(), row.end());
  }
  return text_table(rows);
}

}  // namespace tachy::output
