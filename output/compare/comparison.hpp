// An outcome as a comparison of its arms: all of it as text for people (100 columns; what stands first is
// in first_screen.hpp), CSV and JSON for programs.
//
// Differences are those of the outcome file: each patient less the same patient in the reference arm.
#pragma once

#include <string>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

inline constexpr const char* kComparisonNotice = "Hypothetical patients; not dosing guidance.";

// The outcome with only these arms and measures, in this order; empty keeps all. Names must exist.
Outcome selected(Outcome outcome, const std::vector<std::string>& arm_ids,
                 const std::vector<std::string>& measures);

std::string comparison_text(const Outcome& outcome);
std::string comparison_csv(const Outcome& outcome);   // one row for each measure and arm
std::string comparison_json(const Outcome& outcome);  // numbers as in the file, null where unknown

}  // namespace tachy::output
