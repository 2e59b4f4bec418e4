#include <nlohmann/json.hpp>

#include "output/compare/comparison.hpp"
#include "output/economics/economics_text.hpp"

namespace tachy::output {

namespace {

using EconomicJson = nlohmann::ordered_json;

EconomicJson interval_json(const ByDraw& numbers) {
  const Interval interval = over_all_draws(numbers);
  return {{"mean", interval.estimate}, {"low", interval.low}, {"high", interval.high}};
}

EconomicJson sourced_json(const economics::Sourced& value) {
  return {{"value", value.value},
          {"low", value.low},
          {"high", value.high},
          {"grade", value.grade},
          {"source", value.source}};
}

EconomicJson valuation_json(const economics::Valuation& v) {
  EconomicJson prices = EconomicJson::object(), utilities = prices, losses = prices;
  for (const economics::PriceRow& row : economics::kPriceTable)
    prices[std::string(row.name)] = sourced_json(v.of(row.price));
  for (std::size_t state = 0; state < economics::kStates; ++state)
    utilities[std::string(economics::kStateNames[state])] = sourced_json(v.utilities[state]);
  for (const economics::LossRow& row : economics::kLossTable)
    losses[std::string(row.name)] = sourced_json(v.losses[static_cast<std::size_t>(row.loss)]);
  return {{"title", v.title},
          {"currency", v.currency},
          {"price_year", v.price_year},
          {"perspective", economics::kPerspectiveNames[static_cast<std::size_t>(v.perspective)]},
          {"discount_costs", v.discount_costs},
          {"discount_effects", v.discount_effects},
          {"discounted_by", "whole years since the start"},
          {"half_cycle_correction", "none: each weekly review stands for its week"},
          {"willingness_to_pay", v.willingness_to_pay},
          {"utility_set", v.utility_set},
          {"prices", prices},
          {"utilities", utilities},
          {"losses", losses}};
}

EconomicJson options_json(const std::vector<economics::Option>& options,
                          const std::vector<std::string>& arms) {
  EconomicJson list = EconomicJson::array();
  for (const economics::Option& o : options) {
    EconomicJson line = {
        {"arm", arms[o.arm]}, {"cost", o.cost}, {"qalys", o.effect}, {"words", standing_in_words(o, arms)}};
    if (o.standing == economics::Standing::efficient)
      line.update({{"against", arms[o.against]},
                   {"more_cost", o.more_cost},
                   {"more_qalys", o.more_effect},
                   {"icer", o.icer}});
    list.push_back(line);
  }
  return list;
}

EconomicJson ledger_json(const EconomicAnswer& answer, std::size_t arm) {
  EconomicJson ledger = EconomicJson::object();
  for (const economics::LedgerLine& line : economics::ledger_of(answer.valuation, answer.result.counts, arm))
    ledger[std::string(economics::row_of(line.price).name)] = {{"units", line.units},
                                                               {"each", line.each},
                                                               {"cost", line.cost},
                                                               {"cost_discounted", line.discounted}};
  return ledger;
}

EconomicJson arms_json(const EconomicAnswer& answer) {
  EconomicJson list = EconomicJson::array();
  const std::vector<double> shares = economics::shares_best(answer.net_benefit),
                            loss = economics::expected_loss(answer.net_benefit);
  for (std::size_t arm = 0; arm < answer.ce.arms(); ++arm) {
    const Quadrants& q = answer.plane[arm];
    list.push_back({{"arm", answer.result.outcome.arm_ids[arm]},
                    {"cost", interval_json(answer.ce.cost[arm])},
                    {"qalys", interval_json(answer.ce.effect[arm])},
                    {"cost_undiscounted", interval_json(answer.worth.arms[arm].cost_undiscounted)},
                    {"life_years", interval_json(answer.worth.arms[arm].life_years)},
                    {"net_benefit", interval_json(answer.net_benefit[arm])},
                    {"net_benefit_over_reference",
                     interval_json(economics::difference(answer.net_benefit[arm],
                                                         answer.net_benefit[answer.result.reference]))},
                    {"share_best", shares[arm]},
                    {"expected_loss", loss[arm]},
                    {"plane",
                     {{"better_dearer", q.better_dearer},
                      {"better_cheaper", q.better_cheaper},
                      {"worse_dearer", q.worse_dearer},
                      {"worse_cheaper", q.worse_cheaper}}},
                    {"ledger", ledger_json(answer, arm)}});
  }
  return list;
}

EconomicJson thresholds_json(const EconomicAnswer& answer) {
  EconomicJson list = EconomicJson::array();
  for (const AtThreshold& at : answer.thresholds)
    list.push_back({{"willingness_to_pay", at.willingness_to_pay},
                    {"share_best", at.share_best},
                    {"frontier", answer.result.outcome.arm_ids[at.best]},
                    {"expected_loss", at.loss},
                    {"evpi", at.evpi}});
  return list;
}

EconomicJson evppi_json(const EconomicAnswer& answer, std::string ParameterDrawn::*group) {
  EconomicJson list = EconomicJson::array();
  const double evpi = economics::evpi(answer.net_benefit);
  for (const EvppiOfGroup& one : evppi_by(answer, group))
    list.push_back({{"group", one.group},
                    {"parameters", one.parameters},
                    {"evppi", one.worth.value},
                    {"error", one.worth.error()},
                    {"low", one.worth.low},
                    {"high", one.worth.high},
                    {"told", tells_something(one.worth, evpi)}});
  return list;
}

EconomicJson tornado_json(const EconomicAnswer& answer) {
  EconomicJson list = EconomicJson::array();
  for (const economics::TornadoBar& bar : answer.tornado)
    list.push_back({{"input", bar.name},
                    {"value", bar.value},
                    {"low", bar.low},
                    {"high", bar.high},
                    {"at_low", bar.at_low},
                    {"at_high", bar.at_high}});
  return list;
}

// Each price, utility and loss that acts: where the best arm is worth no more than the other, and where
// another arm becomes the best.
EconomicJson inputs_json(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  EconomicJson list = EconomicJson::array();
  for (const economics::Input& input : answer.inputs) {
    EconomicJson line = {{"input", input.name}, {"value", input.value}};
    if (const auto even = economics::threshold(input, answer.mean_net_benefit, answer.best, answer.other))
      line["even"] = *even;
    const economics::SwitchingValues next =
        economics::switching_values(input, answer.mean_net_benefit, answer.best);
    const auto add = [&](const char* where, const std::optional<economics::SwitchingValue>& found) {
      if (found) line[where] = {{"value", found->value}, {"arm", arms[found->arm]}};
    };
    add("best_below", next.below);
    add("best_above", next.above);
    list.push_back(line);
  }
  return list;
}

EconomicJson budget_json(const EconomicAnswer& answer) {
  EconomicJson by_arm = EconomicJson::object();
  for (std::size_t arm = 0; arm < answer.ce.arms(); ++arm) {
    EconomicJson years = EconomicJson::array();
    for (const economics::BudgetYear& year :
         economics::budget_impact(answer.worth, answer.valuation.population, arm, answer.result.reference))
      years.push_back({{"people_reached", year.people_reached},
                       {"cost_of_reference", year.reference_cost},
                       {"cost_with_uptake", year.cost_with_uptake},
                       {"impact", year.impact}});
    by_arm[answer.result.outcome.arm_ids[arm]] = years;
  }
  return by_arm;
}

}  // namespace

std::string economics_json(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  const double evpi = economics::evpi(answer.net_benefit);
  const economics::Population& population = answer.valuation.population;
  EconomicJson json = {{"notice", kComparisonNotice},
                       {"title", answer.result.outcome.title},
                       {"draws", answer.ce.draws()},
                       {"reference_arm", answer.result.outcome.reference_arm},
                       {"per", "person"},
                       {"valuation", valuation_json(answer.valuation)},
                       {"arms", arms_json(answer)},
                       {"incremental", options_json(answer.options, arms)},
                       {"best", arms[answer.best]},
                       {"set_against", arms[answer.other]},
                       {"other_utilities",
                        {{"set", answer.utilities_beside},
                         {"ratio_of_gains", answer.effect_ratio},
                         {"incremental", options_json(answer.options_beside, arms)}}},
                       {"thresholds", thresholds_json(answer)},
                       {"evpi", evpi},
                       {"evpi_error", economics::evpi_error(answer.net_benefit)}};
  if (population.people_a_year > 0)
    json["evpi_of_population"] = economics::for_population(evpi, population.people_a_year, population.years,
                                                           answer.valuation.discount_costs);
  json["evppi"] = {{"evidence", evppi_json(answer, &ParameterDrawn::evidence)},
                   {"submodel", evppi_json(answer, &ParameterDrawn::submodel)}};
  json["tornado"] = tornado_json(answer);
  json["inputs"] = inputs_json(answer);
  if (population.people_a_year > 0) json["budget"] = budget_json(answer);
  return json.dump(2) + "\n";
}

}  // namespace tachy::output
