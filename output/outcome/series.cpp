// /outcomes: week by week, shares and rates of all who enrolled and means of the living.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "model/measures.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/intervals.hpp"

namespace tachy::output {

namespace {

using model::Weekly;
using model::WeeklyRow;

const hdf5::GroupWriter::Axes kCube{"arm", "week", "statistic"};
constexpr const char* kMadrs = "madrs";

// Calls each(arm, week) in file order.
template <class Each>
void for_each_week(const engine::Tallies& t, Each each) {
  for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
    for (std::uint32_t week = 0; week < t.periods; ++week) each(arm, week);
  }
}

void append(std::vector<double>& values, const Interval& i) {
  values.insert(values.end(), {i.estimate, i.low, i.high});
}

hdf5::Attributes describe(std::string_view unit, std::string_view label, std::string_view definition,
                          std::string_view statistic, std::string_view interval) {
  return {{"units", std::string(unit)},
          {"long_name", std::string(label)},
          {"definition", std::string(definition)},
          {"statistic", std::string(statistic)},
          {"interval", std::string(interval)},
          {"coordinates", "arm_label"}};
}

constexpr const char* kNormal = "95 % Monte Carlo, normal";

Sums sums_of(const engine::Tallies& t, const WeeklyRow& row, std::uint32_t arm, std::uint32_t week) {
  return {t.at(arm, week, Weekly::alive), t.at(arm, week, row.weekly), t.at(arm, week, row.squares)};
}

void write_spread(hdf5::GroupWriter& group, const OutcomeInput& in, const WeeklyRow& row) {
  std::vector<double> sd;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    sd.push_back(standard_deviation(sums_of(in.tallies, row, arm, week)) * double{row.scale});
  });
  group.variable(fmt::format("{}_sd", row.series()), {"arm", "week"}, sd,
                 describe(row.unit, fmt::format("SD of {} between patients", row.label), row.definition,
                          "standard deviation of the living", "none"));
}

// Mean of the living, with its interval and the spread between patients where squares are kept.
void write_mean(hdf5::GroupWriter& group, const OutcomeInput& in, const WeeklyRow& row) {
  const bool spread = row.squares != Weekly::kCount;
  std::vector<double> values;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    if (spread) return append(values, scaled(mean_interval(sums_of(in.tallies, row, arm, week)), row.scale));
    const double sum = mean(in.tallies.at(arm, week, row.weekly), in.tallies.at(arm, week, Weekly::alive));
    append(values, {sum * double{row.scale}, kMissing, kMissing});
  });
  group.variable(std::string(row.series()), kCube, values,
                 describe(row.unit, row.label, row.definition, "mean of the living",
                          spread ? kNormal : "none: its spread is not tallied"));
  if (spread) write_spread(group, in, row);
}

void write_madrs(hdf5::GroupWriter& group, const OutcomeInput& in) {
  const WeeklyRow& score = model::row_of(Weekly::hamd17_sum);
  const double madrs_per_hamd17 = double{in.experiment.parameters.madrs_per_hamd17};
  std::vector<double> madrs;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    const Interval hamd17 = scaled(mean_interval(sums_of(in.tallies, score, arm, week)), double{score.scale});
    append(madrs, scaled(hamd17, madrs_per_hamd17));
  });
  group.variable(kMadrs, kCube, madrs,
                 describe("points", "MADRS", "HAM-D17 times the parameter madrs_per_hamd17",
                          "mean of the living", kNormal));
}

// Share of the enrolled: the patients of these tallies, together.
void write_share(hdf5::GroupWriter& group, const OutcomeInput& in, const model::CombinedShare& share) {
  std::vector<double> values;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    std::int64_t patients = 0;
    for (const Weekly part : share.parts) patients += in.tallies.at(arm, week, part);
    append(values, share_interval(patients, in.tallies.enrolled));
  });
  group.variable(
      std::string(share.name), kCube, values,
      describe("1", share.label, share.definition, "share of the enrolled", "95 % Monte Carlo, Wilson"));
}

void write_rate(hdf5::GroupWriter& group, const OutcomeInput& in, const WeeklyRow& row) {
  std::vector<double> values;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    append(values, rate_interval(in.tallies, arm, week, row.weekly));
  });
  group.variable(std::string(row.series()), kCube, values,
                 describe("1/wk", row.label, fmt::format("{} since the week before", row.definition),
                          "events per enrolled patient and week",
                          "95 % Monte Carlo, score with the dispersion of the patients"));
}

void write_row(hdf5::GroupWriter& group, const OutcomeInput& in, const WeeklyRow& row) {
  switch (row.statistic) {
    case model::Statistic::share:
      return write_share(group, in,
                         {.name = row.series(),
                          .label = row.label,
                          .definition = row.definition,
                          .parts = {&row.weekly, 1}});
    case model::Statistic::rate:
      return write_rate(group, in, row);
    case model::Statistic::mean:
      return write_mean(group, in, row);
    case model::Statistic::hidden:
      return;
  }
}

void write_states(hdf5::GroupWriter& group, const OutcomeInput& in) {
  using enum Weekly;
  constexpr std::array kAlive{remission_treated,  remission_untreated, response_treated,
                              response_untreated, symptomatic_treated, symptomatic_untreated};
  std::vector<std::string> names;
  for (const Weekly m : kAlive) {
    names.emplace_back(model::row_of(m).name);
  }
  names.emplace_back("dead");
  group.axis("state", names, {{"long_name", "where a patient is"}});
  std::vector<std::int64_t> patients;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    for (const Weekly m : kAlive) patients.push_back(in.tallies.at(arm, week, m));
    patients.push_back(in.tallies.enrolled - in.tallies.at(arm, week, alive));
  });
  group.variable(
      "patients", {"arm", "week", "state"}, patients,
      describe("1", "Patients in each state", "the states add up to the enrolled", "count", "none"));
}

}  // namespace

std::vector<std::string> series_of(const std::vector<std::string>& counted) {
  const auto has = [&](Weekly weekly) {
    return std::find(counted.begin(), counted.end(), model::row_of(weekly).name) != counted.end();
  };
  std::vector<std::string> series;
  for (const WeeklyRow& row : model::weekly_table())
    if (row.statistic != model::Statistic::hidden && has(row.weekly)) series.emplace_back(row.series());
  for (const model::CombinedShare& share : model::combined_shares())
    if (std::all_of(share.parts.begin(), share.parts.end(), has)) series.emplace_back(share.name);
  if (has(Weekly::hamd17_sum)) series.emplace_back(kMadrs);
  return series;
}

void write_series(const hdf5::NewFile& file, const OutcomeInput& in) {
  hdf5::GroupWriter group(file, "outcomes", {{"long_name", "Course, week by week"}});
  write_arm_axis(group, in);
  write_week_axis(group, in);
  group.axis("statistic", std::vector<std::string>{"estimate", "low", "high"},
             {{"long_name", "estimate and its 95 % Monte Carlo interval"}});
  std::vector<std::string> labels;
  for (const OutcomeArm& arm : in.arms) labels.push_back(arm.label);
  group.variable("arm_label", {"arm"}, labels, {{"long_name", "name of the arm, for people"}});
  const WeeklyRow& score = model::row_of(Weekly::hamd17_sum);
  write_mean(group, in, score);
  write_madrs(group, in);
  for (const model::CombinedShare& share : model::combined_shares()) write_share(group, in, share);
  for (const WeeklyRow& row : model::weekly_table())
    if (&row != &score) write_row(group, in, row);
  write_states(group, in);
}

}  // namespace tachy::output
