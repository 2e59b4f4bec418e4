// What the page has to know of a scenario that is about to be lived, and of the measures that it is counted
// in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "output/explorer/module/answer.hpp"
#include "scenario/load.hpp"

namespace tachy::explorer {

Json describe_run(const scenario::Scenario& scenario, std::uint32_t periods);

// Of one with its resolved text. asked: paths whose values the page shows on its sliders.
Json texts_of(const scenario::Scenario& scenario, const std::vector<std::string>& asked);

}  // namespace tachy::explorer
