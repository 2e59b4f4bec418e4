// How much of what is not known about a difference is judgement, in words.
#pragma once

#include <string>
#include <vector>

#include "output/compare/variants_text.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// A line for each arm but the reference; empty without draws.
std::string what_rests_on_judgement(const Outcome& outcome, const std::vector<ShownMeasure>& measures);

}  // namespace tachy::output
