// What the outcome file is written from: the scenario as run, and what was counted.
#pragma once

#include "output/outcome/outcome_file.hpp"
#include "scenario/scenario.hpp"

namespace tachy::run {

output::OutcomeInput outcome_input(const scenario::Scenario& scenario, engine::Tallies tallies);

// Of a scenario under draws, all of which have been lived.
output::OutcomeInput outcome_input(const scenario::Scenario& scenario,
                                   std::shared_ptr<const output::CollectedDraws> draws);

}  // namespace tachy::run
