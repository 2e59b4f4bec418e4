// What the outcome file is written from: the scenario as run, and what was counted.
#pragma once

#include "output/outcome/outcome_file.hpp"
#include "scenario/scenario.hpp"

namespace tachy::run {

output::OutcomeInput outcome_input(const scenario::Scenario& scenario, engine::Tallies tallies);

}  // namespace tachy::run
