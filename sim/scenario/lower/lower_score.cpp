// An observed score as a condition: HAM-D17, or MADRS, which the model rates as a multiple of it.
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

bool has_score(const Reader& condition) { return condition.has("hamd17") || condition.has("madrs"); }

std::optional<Comparison> lower_score(const Reader& condition, float madrs_per_hamd17) {
  if (condition.has("hamd17") && condition.has("madrs")) {
    condition.contradiction("madrs", "hamd17", "one condition by two scales", "keep one of the two");
    return std::nullopt;
  }
  auto score = condition.comparison(condition.has("madrs") ? "madrs" : "hamd17");
  if (score && condition.has("madrs")) score->value /= double{madrs_per_hamd17};
  return score;
}

}  // namespace tachy::scenario
