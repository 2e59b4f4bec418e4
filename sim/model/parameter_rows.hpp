// The rows of each submodel, declared where their equations stand and joined by parameter_table.cpp.
#pragma once

#include <span>

#include "model/parameter_table.hpp"

namespace tachy::model {

// For the tables of rows.
using P = Parameters;
inline constexpr auto kMeasured = Grade::measured;
inline constexpr auto kAssumed = Grade::assumed;

std::span<const ParameterRow> pharmacokinetic_rows();
std::span<const ParameterRow> opioid_rows();
std::span<const ParameterRow> response_rows();
std::span<const ParameterRow> harm_rows();
std::span<const ParameterRow> dependence_rows();

}  // namespace tachy::model
