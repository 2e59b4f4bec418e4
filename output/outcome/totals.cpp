// /totals and /paired: what each patient gathered over the horizon, and the difference to the reference arm.
#include "model/measures.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/statistics.hpp"

namespace tachy::output {

namespace {

using engine::TotalTally;
using model::TotalRow;

// Counts of events get the intervals of shares while no patient has more than one.
bool counts_events(const TotalRow& row) { return row.unit == "1"; }

Interval interval_of(const TotalRow& row, const TotalTally& t, std::int64_t n) {
  if (counts_events(row) && t.sum == t.sum_squares) return share_interval(t.sum, n);
  return scaled(mean_interval({n, t.sum, t.sum_squares}), double{row.scale});
}

Interval difference_of(const TotalRow& row, const TotalTally& t, std::int64_t n) {
  const Sums differences{n, t.difference_sum, t.difference_sum_squares};
  const bool at_most_one_each = t.higher + t.lower == t.difference_sum_squares;
  if (counts_events(row) && at_most_one_each) return paired_share_interval(differences);
  return scaled(mean_interval(differences), double{row.scale});
}

// difference, low, high, sd, better, worse, unchanged
void append_difference(std::vector<double>& values, const TotalRow& row, const TotalTally& t,
                       std::int64_t n) {
  const Interval difference = difference_of(row, t, n);
  const double sd = standard_deviation({n, t.difference_sum, t.difference_sum_squares}) * double{row.scale};
  const bool less_is_better = row.direction == model::Direction::less_is_better;
  const std::int64_t better = less_is_better ? t.lower : t.higher;
  const std::int64_t worse = less_is_better ? t.higher : t.lower;
  values.insert(values.end(), {difference.estimate, difference.low, difference.high, sd, mean(better, n),
                               mean(worse, n), mean(n - better - worse, n)});
}

hdf5::Attributes describe(const TotalRow& row) {
  return {{"units", std::string(row.unit)},
          {"long_name", std::string(row.label)},
          {"definition", std::string(row.definition)},
          {"direction", std::string(words_for(row.direction))}};
}

}  // namespace

void write_totals(const hdf5::NewFile& file, const OutcomeInput& in) {
  hdf5::GroupWriter group(file, "totals", {{"long_name", "Totals of each patient over the horizon"}});
  write_arm_axis(group, in);
  group.axis("statistic", std::vector<std::string>{"mean", "low", "high", "sd"},
             {{"long_name", "mean of the enrolled, its 95 % Monte Carlo interval, SD between patients"}});
  const std::int64_t n = in.tallies.enrolled;
  for (const TotalRow& row : model::total_table()) {
    std::vector<double> values;
    for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm) {
      const TotalTally& t = in.tallies.at(arm, row.total);
      const Interval total = interval_of(row, t, n);
      const double sd = standard_deviation({n, t.sum, t.sum_squares}) * double{row.scale};
      values.insert(values.end(), {total.estimate, total.low, total.high, sd});
    }
    group.variable(std::string(row.name), {"arm", "statistic"}, values, describe(row));
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
  group.axis(
      "statistic",
      std::vector<std::string>{"difference", "low", "high", "sd", "better", "worse", "unchanged"},
      {{"long_name", "mean difference, its 95 % Monte Carlo interval, SD of the differences, shares"}});
  for (const TotalRow& row : model::total_table()) {
    std::vector<double> values;
    for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm) {
      if (arm == reference) {
        values.insert(values.end(), {0, 0, 0, 0, 0, 0, 1});
      } else {
        append_difference(values, row, in.tallies.at(arm, row.total), in.tallies.enrolled);
      }
    }
    hdf5::Attributes attributes = describe(row);
    attributes.push_back({"smallest_difference",
                          double{model::smallest_difference(row, in.experiment.smallest_difference_weeks)}});
    group.variable(std::string(row.name), {"arm", "statistic"}, values, attributes);
  }
}

}  // namespace tachy::output
