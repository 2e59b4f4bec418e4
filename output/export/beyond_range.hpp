// Tables that rest on values beyond their plausible range say so in every row, so that none passes for a
// usual one once it is apart from its result.
#pragma once

#include <string>
#include <string_view>

#include "model/parameters.hpp"

namespace tachy::output {

// "suicides urinary_symptoms", or "none".
std::string names_beyond_range(const model::Parameters& parameters);

// Is anything beyond, by these names? Files of format 1.2 and earlier have none.
bool is_beyond_range(std::string_view names);

// A table with one column more, the same in every row.
std::string with_column(const std::string& csv, std::string_view heading, std::string_view value);

}  // namespace tachy::output
