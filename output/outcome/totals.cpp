// /totals and /paired: what each patient gathered over the horizon, and the difference to the reference arm.
#include <fmt/format.h>

#include "model/measures.hpp"
#include "model/parameter_table.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/intervals.hpp"
#include "output/outcome/over_draws.hpp"

namespace tachy::output {

namespace {

using engine::TotalTally;
using model::TotalRow;

// difference, low, high, sd, better, worse, unchanged
void append_difference(std::vector<double>& values, const TotalRow& row, const engine::Tallies& tallies,
                       std::uint32_t arm, const Interval& difference) {
  const TotalTally& t = tallies.at(arm, row.total);
  const std::int64_t n = tallies.enrolled;
  const double sd =
      standard_deviation({n, t.difference_sum, t.difference_sum_squares}) * tallies.scale_of(row);
  const bool less_is_better = row.direction == model::Direction::less_is_better;
  const std::int64_t better = less_is_better ? t.lower : t.higher;
  const std::int64_t worse = less_is_better ? t.higher : t.lower;
  const std::int64_t lives = model::is_rare(row.total) ? n * tallies.misuse_clocks : n;
  values.insert(values.end(), {difference.estimate, difference.low, difference.high, sd, mean(better, lives),
                               mean(worse, lives), mean(lives - better - worse, lives)});
}

// "misuse_per_year_supervised misuse_per_year_take_home"
std::string names_of(const model::Drivers& drivers) {
  std::string names;
  for (float model::Parameters::*const driver : drivers) {
    if (driver == nullptr) continue;
    if (!names.empty()) names += ' ';
    names += model::row_of(driver).name;
  }
  return names;
}

hdf5::Attributes describe(const TotalRow& row) {
  hdf5::Attributes attributes{{"units", std::string(row.unit)},
                              {"long_name", std::string(row.label)},
                              {"definition", std::string(row.definition)},
                              {"direction", std::string(words_for(row.direction))},
                              {"rests_on", std::string(name_of(model::worst_grade(row.drivers)))},
                              {"driven_by", names_of(row.drivers)}};
  if (!row.leaves_out.empty()) attributes.push_back({"leaves_out", std::string(row.leaves_out)});
  return attributes;
}

constexpr const char* kStatisticsOverDraws =
    "mean over the draws, the interval that holds 95 % of them, SD, chance: standard error of the mean by "
    "the patients "
    "simulated, share_of_chance: of the variance between draws, at most";

void append(std::vector<double>& values, const OverDraws& over) {
  values.insert(values.end(), {over.chance, over.share_of_chance});
}

// Those of each arm, with draws.
std::vector<double> best_in_draws(const OutcomeInput& in, const TotalRow& row) {
  std::vector<std::vector<double>> means;
  for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm)
    means.push_back(totals_of_draws(in.draws->lived->by_year(), arm, row.total).means);
  return shares_best(means, row.direction != model::Direction::less_is_better);
}

// One word for each arm.
void add_kind(std::string& words, std::string_view kind) {
  if (!words.empty()) words += ' ';
  words += kind;
}

}  // namespace

void write_totals(const hdf5::NewFile& file, const OutcomeInput& in) {
  hdf5::GroupWriter group(file, "totals", {{"long_name", "Totals of each patient over the horizon"}});
  write_arm_axis(group, in);
  std::vector<std::string> statistics{"mean", "low", "high", "sd"};
  if (in.draws) statistics.insert(statistics.end(), {"chance", "share_of_chance"});
  group.axis("statistic", statistics,
             {{"long_name", in.draws ? kStatisticsOverDraws
                                     : "mean of the enrolled, its 95 % Monte Carlo interval, SD between "
                                       "patients"}});
  const std::int64_t n = in.tallies.enrolled;
  for (const TotalRow& row : model::total_table()) {
    std::vector<double> values;
    std::string kinds;
    for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm) {
      const TotalTally& t = in.tallies.at(arm, row.total);
      const double sd = standard_deviation({n, t.sum, t.sum_squares}) * in.tallies.scale_of(row);
      KnownInterval known = total_interval(in.tallies, arm, row);
      OverDraws over;
      if (in.draws) {
        const auto [means, variances] = totals_of_draws(in.draws->lived->by_year(), arm, row.total);
        over = over_draws(means, variances);
        known = {over.interval};
      }
      values.insert(values.end(), {known.interval.estimate, known.interval.low, known.interval.high, sd});
      if (in.draws) append(values, over);
      add_kind(kinds, row_of(known.kind).name);
    }
    hdf5::Attributes attributes = describe(row);
    attributes.push_back({"interval_kind", kinds});
    group.variable(std::string(row.name), {"arm", "statistic"}, values, attributes);
  }
}

void write_paired(const hdf5::NewFile& file, const OutcomeInput& in) {
  const std::uint32_t reference = in.experiment.reference_arm;
  hdf5::GroupWriter group(
      file, "paired",
      {{"long_name", "Each patient's total less the same patient's total in the reference arm"},
       {"reference_arm", in.arms.at(reference).id},
       {"shares",
        "better, worse, unchanged: under shared luck; a difference below smallest_difference is "
        "unchanged; where direction is neither, better means higher and worse means lower"}});
  write_arm_axis(group, in);
  std::vector<std::string> statistics{"difference", "low", "high", "sd", "better", "worse", "unchanged"};
  if (in.draws) statistics.insert(statistics.end(), {"chance", "share_of_chance", "best"});
  group.axis("statistic", statistics,
             {{"long_name",
               in.draws ? fmt::format("{}; better, worse, unchanged: shares of patients; best: share of the "
                                      "draws in which the arm is best, ties split",
                                      kStatisticsOverDraws)
                        : "mean difference, its 95 % Monte Carlo interval, SD of the "
                          "differences, shares"}});
  for (const TotalRow& row : model::total_table()) {
    std::vector<double> values;
    std::string kinds;
    const std::vector<double> best = in.draws ? best_in_draws(in, row) : std::vector<double>();
    for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm) {
      if (arm == reference) {
        values.insert(values.end(), {0, 0, 0, 0, 0, 0, 1});
        if (in.draws) values.insert(values.end(), {0, 0, best[arm]});
        add_kind(kinds, "reference");
        continue;
      }
      KnownInterval known = paired_interval(in.experiment, in.tallies, arm, row);
      OverDraws over;
      if (in.draws && known.kind != IntervalKind::same_in_every_arm) {
        const auto [means, variances] = differences_of_draws(in.draws->lived->by_year(), arm, row.total);
        over = over_draws(means, variances);
        known = {over.interval};
      }
      append_difference(values, row, in.tallies, arm, known.interval);
      if (in.draws) {
        append(values, over);
        values.push_back(best[arm]);
      }
      add_kind(kinds, row_of(known.kind).name);
    }
    hdf5::Attributes attributes = describe(row);
    attributes.push_back({"smallest_difference",
                          double{model::smallest_difference(row, in.experiment.smallest_difference_weeks)}});
    attributes.push_back({"interval_kind", kinds});
    if (model::is_off(row, in.experiment.parameters))
      attributes.push_back({"switch_off", std::string(model::row_of(row.only_with).name)});
    group.variable(std::string(row.name), {"arm", "statistic"}, values, attributes);
  }
}

}  // namespace tachy::output
