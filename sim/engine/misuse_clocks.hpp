// How many misuse clocks a run should have (day/copies.hpp).
#pragma once

#include <span>

#include "regimen/experiment.hpp"

namespace tachy::engine {

// As many as make the run take twice as long, and no more than kMaxMisuseClocks: copies are worth the more
// the more there are, and they cost what the lives cost that part. How many part is measured on a few
// patients of another replicate, so that it depends on no patient of the run; always the same for the same
// experiments. They differ in their parameters alone: the draws of a run, or some of them, or the one
// experiment there is.
std::uint32_t misuse_clocks_for(std::span<const regimen::Experiment> draws, int threads = 0);

}  // namespace tachy::engine
