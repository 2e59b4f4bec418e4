// The first screen of a comparison, 80 columns: title, flow, the answer with its interval, harm, cost, and
// where the rest is. Whoever reads no further is not misled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

struct CostShown {
  std::string currency;
  std::vector<Interval> more;  // by arm, per person, than the reference arm
  std::string worth;           // which arm is worth the most, in words
};

// `file`: as the commands named at the end take it. cost: none where the result has no prices, or no draws.
std::string first_screen(const Outcome& outcome, const std::optional<CostShown>& cost,
                         const std::string& file);

}  // namespace tachy::output
