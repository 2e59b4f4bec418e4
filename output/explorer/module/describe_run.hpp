// What the page has to know of a scenario that is about to be lived, and of the measures that it is counted
// in.
#pragma once

#include <string>
#include <vector>

#include "engine/tallies.hpp"
#include "output/explorer/module/answer.hpp"
#include "scenario/load.hpp"

namespace tachy::explorer {

// asked: paths whose values the page shows on its sliders.
Json describe_run(const scenario::Scenario& scenario, const engine::Tallies& tallies,
                  const std::vector<std::string>& asked);

}  // namespace tachy::explorer
