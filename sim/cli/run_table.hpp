// A few lines on what a run found.
#pragma once

#include <string>

#include "engine/tallies.hpp"
#include "scenario/scenario.hpp"

namespace tachy::cli {

std::string run_table(const scenario::Scenario& scenario, const engine::Tallies& tallies);

}  // namespace tachy::cli
