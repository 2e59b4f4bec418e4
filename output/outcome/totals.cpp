// /totals and /paired: what each patient gathered over the horizon, and the difference to the reference arm.
#include "model/measures.hpp"
#include "model/parameter_table.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/intervals.hpp"

namespace tachy::output {

namespace {

using engine::TotalTally;
using model::TotalRow;

// difference, low, high, sd, better, worse, unchanged
void append_difference(std::vector<double>& values, const TotalRow& row, const TotalTally& t, std::int64_t n,
                       const Interval& difference) {
  const double sd = standard_deviation({n, t.difference_sum, t.difference_sum_squares}) * double{row.scale};
  const bool less_is_better = row.direction == model::Direction::less_is_better;
  const std::int64_t better = less_is_better ? t.lower : t.higher;
  const std::int64_t worse = less_is_better ? t.higher : t.lower;
  values.insert(values.end(), {difference.estimate, difference.low, difference.high, sd, mean(better, n),
                               mean(worse, n), mean(n - better - worse, n)});
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

// One word for each arm.
void add_kind(std::string& words, std::string_view kind) {
  if (!words.empty()) words += ' ';
  words += kind;
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
    std::string kinds;
    for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm) {
      const TotalTally& t = in.tallies.at(arm, row.total);
      const KnownInterval known = total_interval(in.tallies, arm, row);
      const double sd = standard_deviation({n, t.sum, t.sum_squares}) * double{row.scale};
      values.insert(values.end(), {known.interval.estimate, known.interval.low, known.interval.high, sd});
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
  group.axis(
      "statistic",
      std::vector<std::string>{"difference", "low", "high", "sd", "better", "worse", "unchanged"},
      {{"long_name", "mean difference, its 95 % Monte Carlo interval, SD of the differences, shares"}});
  for (const TotalRow& row : model::total_table()) {
    std::vector<double> values;
    std::string kinds;
    for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm) {
      if (arm == reference) {
        values.insert(values.end(), {0, 0, 0, 0, 0, 0, 1});
        add_kind(kinds, "reference");
        continue;
      }
      const KnownInterval known = paired_interval(in.experiment, in.tallies, arm, row);
      append_difference(values, row, in.tallies.at(arm, row.total), in.tallies.enrolled, known.interval);
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
