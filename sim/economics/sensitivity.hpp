// What one input does to the answer. Mean net benefit is linear in every price, utility and loss, so that
// each value at which the answer changes is exact.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "economics/decision.hpp"

namespace tachy::economics {

struct Input {
  std::string name;  // "prices.esketamine_device"
  double value = 0.0, low = 0.0, high = 0.0;
  bool has_range = false;
  double least = 0.0;         // a price is not below nought
  std::vector<double> slope;  // of each arm: mean net benefit gained as the input rises by one
};
std::vector<Input> inputs_of(const Valuation& valuation, const Worth& worth, double willingness_to_pay);

// The value at which this arm and that one are worth the same, all else as it is; nothing where none is.
std::optional<double> threshold(const Input& input, const std::vector<double>& net_benefit, std::size_t arm,
                                std::size_t other);

// The values next to the input's own at which another arm becomes the best.
struct SwitchingValue {
  double value;
  std::size_t arm;
};
struct SwitchingValues {
  std::optional<SwitchingValue> below, above;
};
SwitchingValues switching_values(const Input& input, const std::vector<double>& net_benefit,
                                 std::size_t best);

// Net benefit of an arm over another, at either end of an input's range; the widest first.
struct TornadoBar {
  std::string name;
  double value, low, high;  // of the input
  double at_low, at_high;   // net benefit gained
};
std::vector<TornadoBar> tornado(const std::vector<Input>& inputs, const std::vector<double>& net_benefit,
                                std::size_t arm, std::size_t other);

// What a payer spends more in each year when the new arm reaches a share of the people who would have had the
// reference; every year so many people begin. Undiscounted.
struct BudgetYear {
  double people_reached, reference_cost, cost_with_uptake, impact;
};
std::vector<BudgetYear> budget_impact(const Worth& worth, const Population& population, std::size_t arm,
                                      std::size_t reference);

}  // namespace tachy::economics
