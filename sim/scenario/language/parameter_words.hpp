// Parameters as scenarios write them: their names, ranges and units.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/parameter_table.hpp"
#include "scenario/language/vocabulary.hpp"

namespace tachy::scenario {

// The row of the parameter table with this name; nullptr when there is none.
const model::ParameterRow* parameter_called(std::string_view name);
std::vector<std::string> parameter_names();

// A field that takes a value of the parameter.
enum class Range { plausible, beyond };
Field field_of(const model::ParameterRow& row, Range range = Range::plausible);

// A value with its unit: "4.7 day", "0.036 per day", "0.83".
std::string with_unit(std::string_view number, std::string_view unit);

}  // namespace tachy::scenario
