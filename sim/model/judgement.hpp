// What is believed of a parameter that nobody has fitted: half of the belief lies below its default, half
// above, 95 % of it fills the plausible range of its row, and none lies beyond.
//
// A positive value spreads by factors (normal in its logarithm), a value that may be negative or has the
// default 0 by differences. Above and below may spread by different widths. Where the range begins at 0 and
// the default does not, a value is as many times smaller than the default below it as it is larger above it.
#pragma once

#include <cstdint>

#include "model/parameter_table.hpp"

namespace tachy::model {

// The value at so many standard normal deviations from the default; `deviation` is between -kMostDeviation
// and kMostDeviation.
inline constexpr float kMostDeviation = 1.95996398f;  // 97.5 % of a standard normal lie below it
float judged_value(const ParameterRow& row, float deviation);

// The value in draw number `draw`: the same in every scenario, whatever else is drawn.
float judged_value_in_draw(const ParameterRow& row, std::uint32_t draw);

}  // namespace tachy::model
