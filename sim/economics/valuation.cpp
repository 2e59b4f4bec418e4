#include "economics/valuation.hpp"

namespace tachy::economics {

double price_seen(const Valuation& valuation, Price price) {
  const double whole = valuation.of(price).value;
  const double own = valuation.patient_pays[static_cast<std::size_t>(price)];
  const Bearer bearer = row_of(price).bearer;
  switch (valuation.perspective) {
    case Perspective::health_care:
      return bearer == Bearer::care ? whole : 0.0;
    case Perspective::payer:
      return bearer == Bearer::care ? whole - own : 0.0;
    case Perspective::patient:
      return bearer == Bearer::care ? own : bearer == Bearer::patient ? whole : 0.0;
    case Perspective::society:
      return whole;
  }
  return whole;
}

Valuation with_utilities(Valuation valuation, const UtilitySet& set) {
  valuation.utility_set = set.name;
  for (std::size_t state = 0; state < kStates; ++state)
    valuation.utilities[state] = {.value = set.of[state],
                                  .low = set.low[state],
                                  .high = set.high[state],
                                  .grade = std::string(set.grade),
                                  .source = std::string(set.source)};
  return valuation;
}

}  // namespace tachy::economics
