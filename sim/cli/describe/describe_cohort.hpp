// The cohort of `tachy describe`: distributions or imported patients, and who is eligible.
#pragma once

#include "regimen/experiment.hpp"

namespace tachy::cli {

void print_cohort(const regimen::Experiment& experiment);

}  // namespace tachy::cli
