// A few patients lived to learn how many misuse clocks an experiment should have (misuse_clocks.hpp), apart
// from who lives them: a run on threads, or a page on one.
#pragma once

#include "engine/tallies.hpp"
#include "regimen/experiment.hpp"

namespace tachy::engine {

// The same experiment for a few patients of another replicate, so that it depends on no patient of the run.
regimen::Experiment misuse_trial_of(const regimen::Experiment& experiment);

// What follows from the tallies of that trial.
std::uint32_t misuse_clocks_after(const Tallies& trial);

}  // namespace tachy::engine
