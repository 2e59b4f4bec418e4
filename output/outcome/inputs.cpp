// /calendar, /parameters, /cohort and /tallies: what went in, and the exact integers that came out.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "model/measures.hpp"
#include "model/parameter_table.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/statistics.hpp"

namespace tachy::output {

namespace {

std::vector<std::int32_t> count_from_zero(std::size_t n) {
  std::vector<std::int32_t> numbers(n);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

void write_arm_axis(hdf5::GroupWriter& group, const OutcomeInput& in) {
  std::vector<std::string> ids;
  for (const OutcomeArm& arm : in.arms) ids.push_back(arm.id);
  group.axis("arm", ids, {{"long_name", "treatment policy"}});
}

void write_week_axis(hdf5::GroupWriter& group, const OutcomeInput& in) {
  group.axis("week", count_from_zero(in.tallies.periods),
             {{"units", "wk"},
              {"long_name", "week of the scenario, from 0"},
              {"definition",
               "week w is days 7 w to 7 w + 6, the last one to the end of the horizon; each patient is "
               "reviewed once in it"}});
}

void write_calendar(const hdf5::NewFile& file, const OutcomeInput& in) {
  hdf5::GroupWriter group(file, "calendar",
                          {{"long_name", "Sessions as planned, if everyone attends and no rule intervenes"}});
  write_arm_axis(group, in);
  group.axis("day", count_from_zero(in.experiment.horizon_days),
             {{"units", "d"}, {"long_name", "day of the scenario, from 0"}});
  std::size_t most_phases = 1;
  std::vector<std::uint8_t> planned;
  std::vector<std::int32_t> phase;
  for (const OutcomeArm& arm : in.arms) {
    planned.insert(planned.end(), arm.planned.begin(), arm.planned.end());
    phase.insert(phase.end(), arm.phase.begin(), arm.phase.end());
    most_phases = std::max(most_phases, arm.phase_ids.size());
  }
  group.axis("phase_index", count_from_zero(most_phases),
             {{"long_name", "number of a phase within its arm"}});
  std::vector<std::string> phase_ids;
  for (const OutcomeArm& arm : in.arms) {
    for (std::size_t i = 0; i < most_phases; ++i) {
      phase_ids.push_back(i < arm.phase_ids.size() ? arm.phase_ids[i] : "");
    }
  }
  group.variable("planned", {"arm", "day"}, planned,
                 {{"long_name", "1 = a session is planned"}, {"units", "1"}});
  group.variable("phase", {"arm", "day"}, phase,
                 {{"long_name", "phase_index of the phase in force; -1 = none"}, {"units", "1"}});
  group.variable("phase_id", {"arm", "phase_index"}, phase_ids,
                 {{"long_name", "name of the phase; empty = the arm has fewer phases"}});
}

void write_parameters(const hdf5::NewFile& file, const OutcomeInput& in) {
  std::vector<std::string> name, unit, grade, source, meaning;
  std::vector<float> value, low, high;
  for (const model::ParameterRow& row : model::parameter_table()) {
    name.emplace_back(row.name);
    value.push_back(in.experiment.parameters.*row.field);
    unit.emplace_back(row.unit);
    low.push_back(row.low);
    high.push_back(row.high);
    grade.emplace_back(name_of(row.grade));
    source.emplace_back(row.source);
    meaning.emplace_back(row.meaning);
  }
  hdf5::GroupWriter group(file, "parameters", {{"long_name", "Every parameter of the model, as used"}});
  const hdf5::GroupWriter::Axes rows{"name"};
  group.axis("name", name, {{"long_name", "name of the parameter"}});
  group.variable("value", rows, value, {{"long_name", "value used, in the row's unit"}});
  group.variable("unit", rows, unit, {{"long_name", "unit of value, low and high"}});
  group.variable("low", rows, low, {{"long_name", "low end of the plausible range"}});
  group.variable("high", rows, high, {{"long_name", "high end of the plausible range"}});
  group.variable("grade", rows, grade,
                 {{"long_name", "measured, derived, recalled or assumed: of the default"}});
  group.variable("source", rows, source, {{"long_name", "where the default comes from"}});
  group.variable("meaning", rows, meaning, {{"long_name", "what it is"}});
  group.variable("origin", rows, in.parameter_origins, {{"long_name", "where this run's value was set"}});
}

void write_cohort(const hdf5::NewFile& file, const OutcomeInput& in) {
  const engine::Tallies& t = in.tallies;
  const auto mean_of = [&](std::int64_t sum, double unit) {
    return t.enrolled > 0 ? mean(sum, t.enrolled) * unit : hdf5::kFillValue;
  };
  constexpr double kPerUnit = 1.0 / 64;
  hdf5::GroupWriter(file, "cohort",
                    {{"long_name", "Who was enrolled"},
                     {"enrolled", t.enrolled},
                     {"not_enrolled", t.not_enrolled},
                     {"candidates_screened", t.candidates_screened},
                     {"mean_age_years", mean_of(t.age_sum, kPerUnit)},
                     {"share_women", mean_of(t.women, 1)},
                     {"mean_weight_kg", mean_of(t.weight_sum, kPerUnit)},
                     {"mean_baseline_hamd17", mean_of(t.baseline_hamd17_sum, kPerUnit)}});
}

void write_exact_tallies(const hdf5::NewFile& file, const OutcomeInput& in) {
  const engine::Tallies& t = in.tallies;
  hdf5::GroupWriter group(file, "tallies",
                          {{"long_name", "The exact integers that every statistic of this file comes from"},
                           {"checksum", fmt::format("{:016x}", t.checksum())},
                           {"misuse_clocks", std::int64_t{t.misuse_clocks}}});
  write_arm_axis(group, in);
  write_week_axis(group, in);
  std::vector<std::string> measures, totals, quantities;
  for (const model::WeeklyRow& row : model::weekly_table()) measures.emplace_back(row.name);
  for (const model::TotalRow& row : model::total_table()) totals.emplace_back(row.name);
  for (const engine::TotalNumber& number : engine::kTotalNumbers) quantities.emplace_back(number.name);
  group.axis("measure", measures, {{"long_name", "what is counted at each weekly review"}});
  group.axis("total", totals, {{"long_name", "what is summed up for each patient"}});
  group.axis("quantity", quantities,
             {{"long_name", "sums over patients; differences are to the reference arm"}});
  group.variable(
      "weekly", {"arm", "week", "measure"}, t.weekly,
      {{"long_name", "weekly tallies"},
       {"scale",
        "hamd17 1/64 point, craving 1/1024; of misuse and use disorder 1/misuse_clocks; else whole"}});
  std::vector<std::int64_t> values;
  for (const engine::TotalTally& total : t.totals)
    for (const engine::TotalNumber& number : engine::kTotalNumbers) values.push_back(total.*number.number);
  group.variable(
      "totals", {"arm", "total", "quantity"}, values,
      {{"long_name", "tallies of each patient's totals"},
       {"scale",
        "hamd17_mean 1/64 point, weeks 1/7; of misuse and use disorder 1/misuse_clocks; else whole"}});
}

}  // namespace tachy::output
