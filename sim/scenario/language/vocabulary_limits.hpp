// Words and ranges that several tables of the language share.
#pragma once

#include <string_view>

#include "model/definitions.hpp"

namespace tachy::scenario {

using Words = std::string_view[];
inline constexpr Words kAtLeast = {"at least"};
inline constexpr Words kAtLeastOrAtMost = {"at least", "at most"};
inline constexpr double kMaxDays = 36500.0;
inline constexpr double kMaxHamd17 = model::kMaxHamd17;  // points
inline constexpr double kMaxMadrs = 60.0;                // points

}  // namespace tachy::scenario
