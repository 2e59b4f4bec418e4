// /draws: what was drawn, what is held, and what each draw gave in each arm.
#include <iterator>
#include <numeric>
#include <span>

#include "output/outcome/draws.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/over_draws.hpp"

namespace tachy::output {

namespace {

using hdf5::GroupWriter;

void write_values(GroupWriter& group, const std::vector<DrawnParameter>& parameters,
                  const std::vector<std::vector<float>>& by_draw) {
  std::vector<std::string> names;
  for (const DrawnParameter& parameter : parameters) names.push_back(parameter.name);
  std::vector<float> values;
  for (const std::vector<float>& draw : by_draw) values.insert(values.end(), draw.begin(), draw.end());
  group.axis("parameter", names, {{"long_name", "what is drawn"}});
  group.variable("value", {"draw", "parameter"}, values,
                 {{"long_name", "value in this draw, in the parameter's unit"}});
}

void write_parameters_drawn(GroupWriter& group, const Draws& draws) {
  std::vector<std::string> units, groups, submodels, from;
  for (const DrawnParameter& parameter : draws.parameters) {
    units.push_back(parameter.unit);
    groups.push_back(parameter.group);
    submodels.push_back(parameter.submodel);
    from.push_back(parameter.from);
  }
  write_values(group, draws.parameters, draws.values);
  group.variable("unit", {"parameter"}, units, {{"long_name", "unit of value"}});
  group.variable("evidence", {"parameter"}, groups,
                 {{"long_name", "fitted = to trials, assumed = belief that no trial has moved"}});
  group.variable("submodel", {"parameter"}, submodels, {{"long_name", "part of the model"}});
  group.variable("from", {"parameter"}, from, {{"long_name", "a posterior, or judgement"}});
}

void write_parameters_held(GroupWriter& group, const Draws& draws) {
  std::vector<std::string> names, because;
  for (const HeldParameter& parameter : draws.held) {
    names.push_back(parameter.name);
    because.push_back(parameter.because);
  }
  group.axis("held", names, {{"long_name", "parameters that are the same in every draw"}});
  group.variable("held_because", {"held"}, because, {{"long_name", "why"}});
}

// By name and unit, for people; the exact numbers follow.
void write_means(GroupWriter& group, std::span<const engine::Tallies> draws) {
  for (const model::TotalRow& row : model::total_table()) {
    std::vector<std::vector<double>> by_arm;
    for (std::uint32_t arm = 0; arm < draws.front().arms; ++arm)
      by_arm.push_back(totals_of_draws(draws, arm, row.total).means);
    std::vector<double> values;
    for (std::size_t draw = 0; draw < draws.size(); ++draw)
      for (const std::vector<double>& means : by_arm) values.push_back(means[draw]);
    group.variable(std::string(row.name), {"draw", "arm"}, values,
                   {{"units", std::string(row.unit)},
                    {"long_name", std::string(row.label)},
                    {"definition", std::string(row.definition)},
                    {"statistic", "mean of the enrolled"},
                    {"direction", std::string(words_for(row.direction))}});
  }
}

// "b:a" for each pair, in the order of engine::pair_number.
std::vector<std::string> names_of_pairs() {
  std::vector<std::string> names;
  const auto& rows = model::total_table();
  for (std::size_t larger = 1; larger < rows.size(); ++larger)
    for (std::size_t smaller = 0; smaller < larger; ++smaller)
      names.push_back(std::string(rows[larger].name) + ":" + std::string(rows[smaller].name));
  return names;
}

std::vector<std::int64_t> numbers_of_totals(const engine::Tallies& draw) {
  std::vector<std::int64_t> numbers;
  for (const engine::TotalTally& total : draw.totals)
    for (const engine::TotalNumber& number : engine::kTotalNumbers) numbers.push_back(total.*number.number);
  return numbers;
}

// Draw by draw: there may be many.
void write_exact(GroupWriter& group, std::span<const engine::Tallies> draws) {
  std::vector<std::string> measures, totals, quantities;
  for (const model::WeeklyRow& row : model::weekly_table()) measures.emplace_back(row.name);
  for (const model::TotalRow& row : model::total_table()) totals.emplace_back(row.name);
  for (const engine::TotalNumber& number : engine::kTotalNumbers) quantities.emplace_back(number.name);
  std::vector<std::int32_t> years(draws.front().periods);
  std::iota(years.begin(), years.end(), 0);
  group.axis("year", years,
             {{"units", "yr"},
              {"long_name", "year of 365 days of the scenario, from 0"},
              {"definition", "a week belongs to the year in which it begins"}});
  group.axis("measure", measures, {{"long_name", "what is counted at each weekly review"}});
  group.axis("total", totals, {{"long_name", "what is summed up for each patient"}});
  group.axis("quantity", quantities,
             {{"long_name", "sums over patients; differences are to the reference arm"}});
  group.axis("pair", names_of_pairs(), {{"long_name", "two totals"}});
  std::vector<std::int64_t> enrolled;
  for (const engine::Tallies& draw : draws) enrolled.push_back(draw.enrolled);
  group.variable("enrolled", {"draw"}, enrolled, {{"long_name", "patients of each arm"}});
  group.variable_by_rows<std::int64_t>(
      "exact_totals", {"draw", "arm", "total", "quantity"},
      [&](std::size_t draw) { return numbers_of_totals(draws[draw]); },
      {{"long_name", "tallies of each patient's totals"}, {"scale", "as in /tallies"}});
  group.variable_by_rows<std::int64_t>(
      "exact_products", {"draw", "arm", "pair"}, [&](std::size_t draw) { return draws[draw].products; },
      {{"long_name", "products of a patient's differences from the reference arm in two totals"},
       {"scale", "of each total as in /tallies"}});
  group.variable_by_rows<std::int64_t>(
      "exact_yearly", {"draw", "arm", "year", "measure"},
      [&](std::size_t draw) { return draws[draw].weekly; },
      {{"long_name", "weekly tallies, added up over each year"}, {"scale", "as in /tallies"}});
}

void write_draw_axis(GroupWriter& group, const std::vector<std::int32_t>& rows) {
  std::vector<std::int32_t> numbers(rows.size());
  std::iota(numbers.begin(), numbers.end(), 0);
  group.axis("draw", numbers, {{"long_name", "number of the draw, from 0"}});
}

// All variants, one after the other.
struct JoinedVariants {
  std::vector<std::string> ids, kinds, posteriors, sums, fixes, of_draws;
  std::vector<std::int32_t> rows;
  std::vector<std::vector<float>> values;
};

JoinedVariants joined(const std::vector<DrawsOfVariant>& variants) {
  JoinedVariants all;
  for (const DrawsOfVariant& variant : variants) {
    all.ids.push_back(variant.id);
    all.kinds.push_back(variant.kind);
    all.posteriors.push_back(variant.posterior);
    all.sums.push_back(variant.posterior_sha256);
    all.fixes.push_back(variant.fixes);
    all.of_draws.insert(all.of_draws.end(), variant.rows.size(), variant.id);
    all.rows.insert(all.rows.end(), variant.rows.begin(), variant.rows.end());
    all.values.insert(all.values.end(), variant.values.begin(), variant.values.end());
  }
  return all;
}

}  // namespace

void write_draws(const hdf5::NewFile& file, const OutcomeInput& in) {
  if (!in.draws) return;
  const Draws& draws = *in.draws;
  GroupWriter group(file, "draws",
                    {{"long_name", "What is not known: every arm under each of many joint draws"},
                     {"posterior", draws.posterior},
                     {"posterior_sha256", draws.posterior_sha256},
                     {"rows_in_all", draws.rows_in_all}});
  write_draw_axis(group, draws.rows);
  write_arm_axis(group, in);
  group.variable("row", {"draw"}, draws.rows, {{"long_name", "row of the posterior, from 0"}});
  write_parameters_drawn(group, draws);
  write_parameters_held(group, draws);
  write_means(group, draws.lived->by_year());
  write_exact(group, draws.lived->by_year());
}

void write_variants(const hdf5::NewFile& file, const OutcomeInput& in) {
  if (!in.draws || in.draws->variants.empty()) return;
  const JoinedVariants all = joined(in.draws->variants);
  GroupWriter group(
      file, "variants",
      {{"long_name", "Every arm under other draws than those of /draws, which are no part of them"}});
  group.axis("variant", all.ids, {{"long_name", "whose draws they are"}});
  group.variable("kind", {"variant"}, all.kinds,
                 {{"long_name",
                   "clinic = the draws themselves, each in a clinic of its own, structure = of the model"}});
  group.variable("posterior", {"variant"}, all.posteriors, {{"long_name", "what is drawn from"}});
  group.variable("posterior_sha256", {"variant"}, all.sums, {{"long_name", "of its table of draws"}});
  group.variable("fixes", {"variant"}, all.fixes, {{"long_name", "what is the same in each of its draws"}});
  write_draw_axis(group, all.rows);
  write_arm_axis(group, in);
  group.variable("variant_of", {"draw"}, all.of_draws, {{"long_name", "variant of this draw"}});
  group.variable("row", {"draw"}, all.rows, {{"long_name", "row of the variant's posterior, from 0"}});
  write_values(group, in.draws->parameters, all.values);
  write_means(group, in.draws->lived->by_year_of_variants());
  write_exact(group, in.draws->lived->by_year_of_variants());
}

}  // namespace tachy::output
