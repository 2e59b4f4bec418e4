// Expected value of partial perfect information (EVPPI): what knowing a group of parameters would be worth,
// before a decision, at one willingness to pay.
//
// By regression of each arm's net benefit over the reference arm on the parameters of the group (Strong,
// Oakley and Brennan 2014), with the forward regression of variance/forward_regression.hpp. The error is a
// jackknife over fits without a tenth of the draws each; values lie between nought and the EVPI and do not
// add up over groups.
#pragma once

#include <string>
#include <vector>

#include "output/variance/variance_shares.hpp"

namespace tachy::output {

struct EvppiOfGroup {
  std::string group;
  std::size_t parameters = 0;
  double value = 0.0, error = 0.0;  // per person; standard error of the method
};

// net_benefit: [arm][draw]. One number for each group, in alphabetical order; none with too few draws.
std::vector<EvppiOfGroup> evppi_of_groups(const DrawnValues& drawn, const std::vector<ByDraw>& net_benefit,
                                          std::size_t reference);

}  // namespace tachy::output
