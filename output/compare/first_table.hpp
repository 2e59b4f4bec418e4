// Benefit against harm at a glance: the table that a comparison begins with.
#pragma once

#include <string>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// One row for each arm but the reference: what is gained, and what it costs in harm. Empty for one arm, or
// when one of its measures is not among those chosen.
std::string first_table(const Outcome& outcome);

}  // namespace tachy::output
