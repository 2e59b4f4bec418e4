// /outcomes: week by week, shares and rates of all who enrolled and means of the living.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "model/measures.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/intervals.hpp"
#include "output/outcome/series.hpp"

namespace tachy::output {

namespace {

using model::Weekly;
using model::WeeklyRow;

const hdf5::GroupWriter::Axes kCube{"arm", "week", "statistic"};
constexpr const char* kMadrs = "madrs";
constexpr std::string_view kNormal = "95 % Monte Carlo, normal", kWilson = "95 % Monte Carlo, Wilson";
constexpr std::string_view kIntervalOverDraws = "95 % of the draws";

// Calls each(arm, week) in file order.
template <class Each>
void for_each_week(const engine::Tallies& t, Each each) {
  for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
    for (std::uint32_t week = 0; week < t.periods; ++week) each(arm, week);
  }
}

Sums sums_of(const engine::Tallies& t, const WeeklyRow& row, std::uint32_t arm, std::uint32_t week) {
  return {t.at(arm, week, Weekly::alive), t.at(arm, week, row.weekly), t.at(arm, week, row.squares)};
}

// Mean of the living, with its interval where squares are kept.
Series mean_series(const WeeklyRow& row) {
  const bool spread = row.squares != Weekly::kCount;
  return {.name = std::string(row.series()),
          .unit = std::string(row.unit),
          .label = std::string(row.label),
          .definition = std::string(row.definition),
          .statistic = "mean of the living",
          .interval = spread ? kNormal : "none: its spread is not tallied",
          .of = [&row, spread](const engine::Tallies& t, std::uint32_t arm, std::uint32_t week) -> Interval {
            if (spread) return scaled(mean_interval(sums_of(t, row, arm, week)), double{row.scale});
            const double sum = mean(t.at(arm, week, row.weekly), t.at(arm, week, Weekly::alive));
            return {sum * double{row.scale}, kMissing, kMissing};
          },
          .spread = spread ? &row : nullptr};
}

Series madrs_series(double madrs_per_hamd17) {
  const Series hamd17 = mean_series(model::row_of(Weekly::hamd17_sum));
  return {.name = kMadrs,
          .unit = "points",
          .label = "MADRS",
          .definition = "HAM-D17 times the parameter madrs_per_hamd17",
          .statistic = "mean of the living",
          .interval = kNormal,
          .of = [of = hamd17.of, madrs_per_hamd17](const engine::Tallies& t, std::uint32_t arm,
                                                   std::uint32_t week) {
            return scaled(of(t, arm, week), madrs_per_hamd17);
          }};
}

// Share of the enrolled: the patients of these tallies, together.
Series share_series(const model::CombinedShare& share) {
  return {.name = std::string(share.name),
          .unit = "1",
          .label = std::string(share.label),
          .definition = std::string(share.definition),
          .statistic = "share of the enrolled",
          .interval = kWilson,
          .of = [parts = share.parts](const engine::Tallies& t, std::uint32_t arm, std::uint32_t week) {
            std::int64_t patients = 0;
            for (const Weekly part : parts) patients += t.at(arm, week, part);
            return share_interval(patients, t.enrolled);
          }};
}

Series rate_series(const WeeklyRow& row) {
  return {.name = std::string(row.series()),
          .unit = "1/wk",
          .label = std::string(row.label),
          .definition = fmt::format("{} since the week before", row.definition),
          .statistic = "events per enrolled patient and week",
          .interval = "95 % Monte Carlo, score with the dispersion of the patients",
          .of = [weekly = row.weekly](const engine::Tallies& t, std::uint32_t arm, std::uint32_t week) {
            return rate_interval(t, arm, week, weekly);
          }};
}

// Share of the lives of the enrolled.
Series rare_series(const WeeklyRow& row, std::uint32_t number) {
  Series series = share_series(
      {.name = row.series(), .label = row.label, .definition = row.definition, .parts = {&row.weekly, 1}});
  series.interval =
      "95 % Monte Carlo, score with the dispersion of the patients; Wilson with one misuse clock";
  series.of = [number](const engine::Tallies& t, std::uint32_t arm, std::uint32_t week) {
    return rare_share_interval(t, arm, week, number);
  };
  return series;
}

Series series_of_row(const WeeklyRow& row) {
  for (std::uint32_t number = 0; number < model::kRareWeeklyCount; ++number)
    if (model::kRareWeekly[number] == row.weekly) return rare_series(row, number);
  if (row.statistic == model::Statistic::rate) return rate_series(row);
  if (row.statistic == model::Statistic::mean) return mean_series(row);
  return share_series(
      {.name = row.series(), .label = row.label, .definition = row.definition, .parts = {&row.weekly, 1}});
}

hdf5::Attributes describe(const Series& series) {
  return {{"units", series.unit},
          {"long_name", series.label},
          {"definition", series.definition},
          {"statistic", series.statistic},
          {"interval", std::string(series.interval)},
          {"coordinates", "arm_label"}};
}

// The SD between patients.
void write_spread(hdf5::GroupWriter& group, const OutcomeInput& in, const WeeklyRow& row) {
  std::vector<double> sd;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    sd.push_back(standard_deviation(sums_of(in.tallies, row, arm, week)) * double{row.scale});
  });
  group.variable(fmt::format("{}_sd", row.series()), {"arm", "week"}, sd,
                 describe({.name = {},
                           .unit = std::string(row.unit),
                           .label = fmt::format("SD of {} between patients", row.label),
                           .definition = std::string(row.definition),
                           .statistic = "standard deviation of the living",
                           .interval = "none",
                           .of = {}}));
}

// With draws the interval is over them; `number` is the place of the series in the list.
void write_series_of(hdf5::GroupWriter& group, const OutcomeInput& in, Series series, std::size_t number) {
  std::vector<double> values;
  std::size_t cell = number * in.tallies.arms * in.tallies.periods;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    Interval interval = series.of(in.tallies, arm, week);
    if (in.draws) {
      const auto [low, high] = in.draws->lived->weekly().central_95(cell++);
      interval = {interval.estimate, low, high};
    }
    values.insert(values.end(), {interval.estimate, interval.low, interval.high});
  });
  if (in.draws) series.interval = kIntervalOverDraws;
  group.variable(series.name, kCube, values, describe(series));
  if (series.spread != nullptr) write_spread(group, in, *series.spread);
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
  group.variable("patients", {"arm", "week", "state"}, patients,
                 describe({.name = {},
                           .unit = "1",
                           .label = "Patients in each state",
                           .definition = "the states add up to the enrolled",
                           .statistic = "count",
                           .interval = "none",
                           .of = {}}));
}

}  // namespace

std::vector<Series> weekly_series(const regimen::Experiment& experiment) {
  const WeeklyRow& score = model::row_of(Weekly::hamd17_sum);
  std::vector<Series> all{mean_series(score), madrs_series(double{experiment.parameters.madrs_per_hamd17})};
  for (const model::CombinedShare& share : model::combined_shares()) all.push_back(share_series(share));
  for (const WeeklyRow& row : model::weekly_table())
    if (&row != &score && row.statistic != model::Statistic::hidden) all.push_back(series_of_row(row));
  return all;
}

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
             {{"long_name", in.draws ? "mean over the draws, and the interval that holds 95 % of them"
                                     : "estimate and its 95 % Monte Carlo interval"}});
  std::vector<std::string> labels;
  for (const OutcomeArm& arm : in.arms) labels.push_back(arm.label);
  group.variable("arm_label", {"arm"}, labels, {{"long_name", "name of the arm, for people"}});
  std::size_t number = 0;
  for (const Series& series : weekly_series(in.experiment)) write_series_of(group, in, series, number++);
  write_states(group, in);
}

}  // namespace tachy::output
