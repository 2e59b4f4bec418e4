// Expected value of partial perfect information (EVPPI): what knowing a group of parameters would be worth,
// before a decision, at one willingness to pay. Values do not add up over groups.
#pragma once

#include <string>
#include <vector>

#include "output/economics/worth_of_knowing.hpp"
#include "output/variance/variance_shares.hpp"

namespace tachy::output {

struct EvppiOfGroup {
  std::string group;
  std::size_t parameters = 0;
  WorthOfKnowing worth;
};

// net_benefit: [arm][draw]. One number for each group, in alphabetical order; none with too few draws.
std::vector<EvppiOfGroup> evppi_of_groups(const DrawnValues& drawn, const std::vector<ByDraw>& net_benefit);

}  // namespace tachy::output
