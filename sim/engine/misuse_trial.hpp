// A few patients lived to learn how many misuse clocks an experiment should have (misuse_clocks.hpp), apart
// from who lives them: a run on threads, or a page on one.
#pragma once

#include "engine/tallies.hpp"
#include "regimen/experiment.hpp"

namespace tachy::engine {

inline constexpr std::uint32_t kLeastInTrial = 112;  // patients, so that no lane is empty

// One of the draws that are tried.
struct TrialDraw {
  std::uint32_t number = 0, of = 1;
};

// The same experiment for a few patients of another replicate, so that it depends on no patient of the run;
// others in each draw.
regimen::Experiment misuse_trial_of(const regimen::Experiment& experiment, TrialDraw draw = {});

// What follows from the tallies of that trial, of all draws together.
std::uint32_t misuse_clocks_after(const Tallies& trial);

}  // namespace tachy::engine
