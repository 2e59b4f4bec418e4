#include "output/economics/evppi.hpp"

#include <set>

namespace tachy::output {

std::vector<EvppiOfGroup> evppi_of_groups(const DrawnValues& drawn, const std::vector<ByDraw>& net_benefit) {
  std::vector<EvppiOfGroup> result;
  if (net_benefit.size() < 2 || net_benefit.front().size() < kFewestDraws) return result;
  for (const std::string& group : std::set<std::string>(drawn.groups.begin(), drawn.groups.end())) {
    std::vector<ByDraw> members;
    for (std::size_t i = 0; i < drawn.values.size(); ++i)
      if (drawn.groups[i] == group) members.push_back(drawn.values[i]);
    result.push_back({group, members.size(), worth_of_knowing(members, net_benefit)});
  }
  return result;
}

}  // namespace tachy::output
