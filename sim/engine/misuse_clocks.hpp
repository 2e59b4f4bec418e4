// How many misuse clocks an experiment should have (day/copies.hpp).
#pragma once

#include "regimen/experiment.hpp"

namespace tachy::engine {

// As many as make the run take at most twice as long, and no more than kMaxMisuseClocks: copies are worth the
// more the more there are, and they cost what the lives cost that part. How many part is measured on a few
// patients of another replicate, so that it depends on no patient of the run; always the same for the same
// experiment.
std::uint32_t misuse_clocks_for(const regimen::Experiment& experiment, int threads = 0);

}  // namespace tachy::engine
