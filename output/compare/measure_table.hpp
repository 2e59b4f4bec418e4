// One measure in every arm: its mean, the difference to the reference arm, and how far either may be off.
#pragma once

#include <string>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

std::string unit_shown(const Measure& measure);  // "per patient", "per 1,000 patients", "mg"
std::string measure_table(const Outcome& outcome, const Measure& measure);

}  // namespace tachy::output
