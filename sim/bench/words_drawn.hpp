// How many random words a run uses.
#pragma once

#include <cstdint>

#include "regimen/experiment.hpp"

namespace tachy::bench {

// For one patient in all arms of the experiment, on average over the first few thousand; four for each call
// of the generator, whether the model reads them all or not. Without the calls for the few who misuse or
// attempt suicide.
double words_per_patient(const regimen::Experiment& experiment);

}  // namespace tachy::bench
