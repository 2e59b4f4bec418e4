// What the outcome file is written from: the scenario as run, and what was counted.
#pragma once

#include "output/outcome_file.hpp"
#include "scenario/scenario.hpp"

namespace tachy::cli {

output::OutcomeInput outcome_input(const scenario::Scenario& scenario, engine::Tallies tallies);

}  // namespace tachy::cli
