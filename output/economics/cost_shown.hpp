// The cost of each arm for the first screen of a comparison.
#pragma once

#include <string>
#include <vector>

#include "output/compare/first_screen.hpp"
#include "output/economics/answer.hpp"

namespace tachy::output {

// For these arms, in this order.
CostShown cost_shown(const EconomicAnswer& answer, const std::vector<std::string>& arm_ids);

}  // namespace tachy::output
