// What it would be worth to know some numbers before a decision: parameters (EVPPI), or what a study would
// see (EVSI). Mean of the best less the best of the means, of net benefit as the numbers foretell it (Strong,
// Oakley and Brennan 2014).
//
// Each arm's net benefit over that of the best arm is foretold by forward regression
// (variance/forward_regression.hpp). A fit to few draws foretells more of those draws than of others, which
// would make knowledge look too valuable; so what it foretells is drawn together about its mean until its
// share of the variance is that with which draws left out are foretold. That share has an error, a jackknife
// over tenths of the draws, and by it the worth has a range.
#pragma once

#include <cstddef>
#include <vector>

#include "output/variance/forward_regression.hpp"

namespace tachy::output {

struct WorthOfKnowing {
  double value = 0.0;            // per person, between nought and the EVPI
  double low = 0.0, high = 0.0;  // with the shares foretold two standard errors lower, and higher
  double error() const { return (high - low) / 4; }
};

// What may be anything between nought and the EVPI tells nothing.
inline bool tells_something(const WorthOfKnowing& worth, double evpi) {
  return worth.high - worth.low <= 0.8 * evpi;
}

// net_benefit: [arm][draw]. known: numbers by draw; where they are longer than the draws, the draws come
// again and again.
WorthOfKnowing worth_of_knowing(const std::vector<ByDraw>& known, const std::vector<ByDraw>& net_benefit);

}  // namespace tachy::output
