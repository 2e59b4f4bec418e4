// /outcomes: week by week, shares and rates of all who enrolled and means of the living.
#include <fmt/format.h>

#include <span>

#include "model/measures.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/statistics.hpp"

namespace tachy::output {

namespace {

using model::Weekly;

enum class Kind { share, rate };

// A share or rate of the enrolled: the patients or events of these tallies, together.
struct Series {
  std::string_view name;
  Kind kind;
  std::vector<Weekly> counted;
  std::string_view label = {}, definition = {};  // empty: those of the one tally
};

const std::vector<Series>& series_table() {
  using enum Weekly;
  using enum Kind;
  static const std::vector<Series> table{
      {"response",
       share,
       {remission_treated, remission_untreated, response_treated, response_untreated},
       "In response",
       "patients at least 50 % below baseline, or in remission"},
      {"remission",
       share,
       {remission_treated, remission_untreated},
       "In remission",
       "patients with HAM-D17 of 7 or less"},
      {"treated",
       share,
       {remission_treated, response_treated, symptomatic_treated},
       "In treatment",
       "patients alive and still in treatment"},
      {"relapsed", share, {relapsed_ever}},
      {"misuse", share, {misuse}},
      {"use_disorder", share, {use_disorder}},
      {"use_disorder_remission", share, {use_disorder_remission}},
      {"misuse_ever", share, {misuse_ever}},
      {"use_disorder_ever", share, {use_disorder_ever}},
      {"urinary_ever", share, {urinary_ever}},
      {"sessions", rate, {sessions}},
      {"missed_visits", rate, {missed_visits}},
      {"dissociation", rate, {dissociation}},
      {"sedation", rate, {sedation}},
      {"nausea", rate, {nausea}},
      {"dizziness", rate, {dizziness}},
      {"systolic_rise_40", rate, {systolic_rise_40}},
      {"systolic_180", rate, {systolic_180}},
      {"suicide_attempts", rate, {suicide_attempts}},
      {"suicides", rate, {suicides}},
      {"other_deaths", rate, {other_deaths}},
      {"drop_outs", rate, {drop_outs}},
      {"clinician_stops", rate, {clinician_stops}},
  };
  return table;
}

const hdf5::GroupWriter::Axes kCube{"arm", "week", "statistic"};

// Calls each(arm, week) in file order.
template <class Each>
void for_each_week(const engine::Tallies& t, Each each) {
  for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
    for (std::uint32_t week = 0; week < t.weeks; ++week) each(arm, week);
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

Sums hamd17_of(const engine::Tallies& t, std::uint32_t arm, std::uint32_t week) {
  return {t.at(arm, week, Weekly::alive), t.at(arm, week, Weekly::hamd17_sum),
          t.at(arm, week, Weekly::hamd17_sum_squares)};
}

void write_scores(hdf5::GroupWriter& group, const OutcomeInput& in) {
  const double points = double{model::weekly_table()[static_cast<std::size_t>(Weekly::hamd17_sum)].scale};
  const double madrs_per_hamd17 = double{in.experiment.parameters.madrs_per_hamd17};
  std::vector<double> hamd17, madrs, sd;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    const Sums sums = hamd17_of(in.tallies, arm, week);
    const Interval score = scaled(mean_interval(sums), points);
    append(hamd17, score);
    append(madrs, scaled(score, madrs_per_hamd17));
    sd.push_back(standard_deviation(sums) * points);
  });
  constexpr const char* kNormal = "95 % Monte Carlo, normal";
  group.variable(
      "hamd17", kCube, hamd17,
      describe("points", "HAM-D17", "true HAM-D17 at the weekly review", "mean of the living", kNormal));
  group.variable("hamd17_sd", {"arm", "week"}, sd,
                 describe("points", "SD of HAM-D17 between patients", "true HAM-D17 at the weekly review",
                          "standard deviation of the living", "none"));
  group.variable("madrs", kCube, madrs,
                 describe("points", "MADRS", "HAM-D17 times the parameter madrs_per_hamd17",
                          "mean of the living", kNormal));
}

void write_craving(hdf5::GroupWriter& group, const OutcomeInput& in) {
  const double unit = double{model::weekly_table()[static_cast<std::size_t>(Weekly::craving_sum)].scale};
  std::vector<double> values;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    const std::int64_t sum = in.tallies.at(arm, week, Weekly::craving_sum);
    append(values, {mean(sum, in.tallies.at(arm, week, Weekly::alive)) * unit, kMissing, kMissing});
  });
  group.variable("craving", kCube, values,
                 describe("1", "Craving", "craving at the weekly review", "mean of the living",
                          "none: its spread is not tallied"));
}

void write_one(hdf5::GroupWriter& group, const OutcomeInput& in, const Series& series) {
  const bool share = series.kind == Kind::share;
  std::vector<double> values;
  for_each_week(in.tallies, [&](std::uint32_t arm, std::uint32_t week) {
    std::int64_t count = 0;
    for (const Weekly m : series.counted) count += in.tallies.at(arm, week, m);
    append(values,
           share ? share_interval(count, in.tallies.enrolled) : rate_interval(count, in.tallies.enrolled));
  });
  const model::WeeklyRow& row = model::weekly_table()[static_cast<std::size_t>(series.counted.front())];
  const bool own_words = !series.label.empty();
  group.variable(std::string(series.name), kCube, values,
                 describe(share ? "1" : "1/wk", own_words ? series.label : row.label,
                          own_words ? series.definition : row.definition,
                          share ? "share of the enrolled" : "events per enrolled patient and week",
                          share ? "95 % Monte Carlo, Wilson" : "95 % Monte Carlo, Poisson score"));
}

void write_states(hdf5::GroupWriter& group, const OutcomeInput& in) {
  using enum Weekly;
  constexpr std::array kAlive{remission_treated,  remission_untreated, response_treated,
                              response_untreated, symptomatic_treated, symptomatic_untreated};
  std::vector<std::string> names;
  for (const Weekly m : kAlive) {
    names.emplace_back(model::weekly_table()[static_cast<std::size_t>(m)].name);
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

void write_series(const hdf5::NewFile& file, const OutcomeInput& in) {
  hdf5::GroupWriter group(file, "outcomes", {{"long_name", "Course, week by week"}});
  write_arm_axis(group, in);
  write_week_axis(group, in);
  group.axis("statistic", std::vector<std::string>{"estimate", "low", "high"},
             {{"long_name", "estimate and its 95 % Monte Carlo interval"}});
  std::vector<std::string> labels;
  for (const OutcomeArm& arm : in.arms) labels.push_back(arm.label);
  group.variable("arm_label", {"arm"}, labels, {{"long_name", "name of the arm, for people"}});
  write_scores(group, in);
  for (const Series& series : series_table()) write_one(group, in, series);
  write_craving(group, in);
  write_states(group, in);
}

}  // namespace tachy::output
