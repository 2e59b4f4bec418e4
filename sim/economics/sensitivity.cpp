#include "economics/sensitivity.hpp"

#include <algorithm>
#include <cmath>

namespace tachy::economics {

namespace {

// How much of a whole price is seen: all of it, or nothing.
bool counts_here(const Valuation& valuation, Price price) {
  Valuation dearer = valuation;
  dearer.of(price).value += 1.0;
  return price_seen(dearer, price) != price_seen(valuation, price);
}

Input input_of(std::string section, std::string_view name, const Sourced& sourced) {
  Input input;
  input.name = section.append(".").append(name);
  input.value = sourced.value;
  input.low = sourced.low;
  input.high = sourced.high;
  input.has_range = sourced.has_range();
  return input;
}

template <class Units>
void set_slopes(Input& input, const Worth& worth, double factor, Units units) {
  for (const ArmWorth& arm : worth.arms) input.slope.push_back(factor * mean_of(units(arm)));
}

bool acts(const Input& input) {
  return std::any_of(input.slope.begin(), input.slope.end(), [](double slope) { return slope != 0.0; });
}

}  // namespace

std::vector<Input> inputs_of(const Valuation& valuation, const Worth& worth, double willingness_to_pay) {
  std::vector<Input> inputs;
  const auto add = [&](Input input, double factor, auto units) {
    set_slopes(input, worth, factor, units);
    if (acts(input)) inputs.push_back(std::move(input));
  };
  for (const PriceRow& row : kPriceTable) {
    if (!counts_here(valuation, row.price)) continue;
    const auto place = static_cast<std::size_t>(row.price);
    add(input_of("prices", row.name, valuation.of(row.price)), -1.0,
        [&](const ArmWorth& arm) -> const ByDraw& { return arm.price_units[place]; });
  }
  for (std::size_t state = 0; state < kStates; ++state) {
    Input input = input_of("utilities", kStateNames[state], valuation.utilities[state]);
    input.least = -1.0;
    add(std::move(input), willingness_to_pay,
        [&](const ArmWorth& arm) -> const ByDraw& { return arm.state_years[state]; });
  }
  for (const LossRow& row : kLossTable) {
    const auto place = static_cast<std::size_t>(row.loss);
    add(input_of("losses", row.name, valuation.losses[place]), -willingness_to_pay,
        [&](const ArmWorth& arm) -> const ByDraw& { return arm.loss_units[place]; });
  }
  return inputs;
}

std::optional<double> threshold(const Input& input, const std::vector<double>& net_benefit, std::size_t arm,
                                std::size_t other) {
  const double slope = input.slope[arm] - input.slope[other];
  if (slope == 0.0) return std::nullopt;
  const double value = input.value - (net_benefit[arm] - net_benefit[other]) / slope;
  if (!std::isfinite(value) || value < input.least) return std::nullopt;
  return value;
}

SwitchingValues switching_values(const Input& input, const std::vector<double>& net_benefit,
                                 std::size_t best) {
  SwitchingValues found;
  for (std::size_t arm = 0; arm < net_benefit.size(); ++arm) {
    if (arm == best) continue;
    const auto value = threshold(input, net_benefit, arm, best);
    if (!value) continue;
    if (*value <= input.value && (!found.below || *value > found.below->value)) found.below = {*value, arm};
    if (*value > input.value && (!found.above || *value < found.above->value)) found.above = {*value, arm};
  }
  return found;
}

std::vector<TornadoBar> tornado(const std::vector<Input>& inputs, const std::vector<double>& net_benefit,
                                std::size_t arm, std::size_t other) {
  std::vector<TornadoBar> bars;
  const double now = net_benefit[arm] - net_benefit[other];
  for (const Input& input : inputs) {
    if (!input.has_range) continue;
    const double slope = input.slope[arm] - input.slope[other];
    bars.push_back({input.name, input.value, input.low, input.high, now + slope * (input.low - input.value),
                    now + slope * (input.high - input.value)});
  }
  std::stable_sort(bars.begin(), bars.end(), [](const TornadoBar& a, const TornadoBar& b) {
    return std::abs(a.at_high - a.at_low) > std::abs(b.at_high - b.at_low);
  });
  return bars;
}

std::vector<BudgetYear> budget_impact(const Worth& worth, const Population& population, std::size_t arm,
                                      std::size_t reference) {
  std::vector<BudgetYear> budget;
  const ArmWorth &with = worth.arms[arm], &without = worth.arms[reference];
  for (std::size_t year = 0; year < population.years; ++year) {
    BudgetYear line{};
    // Those who began in an earlier year are further on in their course by now.
    for (std::size_t began = 0; began <= year; ++began) {
      const std::size_t lived = year - began;
      if (lived >= without.cost_by_year.size()) continue;
      const double share = began < population.uptake.size() ? population.uptake[began]
                           : population.uptake.empty()      ? 0.0
                                                            : population.uptake.back();
      const double reached = share * population.people_a_year;
      const double old_cost = mean_of(without.cost_by_year[lived]),
                   new_cost = mean_of(with.cost_by_year[lived]);
      if (began == year) line.people_reached = reached;
      line.reference_cost += population.people_a_year * old_cost;
      line.cost_with_uptake += (population.people_a_year - reached) * old_cost + reached * new_cost;
    }
    line.impact = line.cost_with_uptake - line.reference_cost;
    budget.push_back(line);
  }
  return budget;
}

}  // namespace tachy::economics
