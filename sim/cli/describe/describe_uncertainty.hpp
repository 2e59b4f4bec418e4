// What `tachy describe` says about the draws of what is not known.
#pragma once

#include "scenario/scenario.hpp"

namespace tachy::cli {

void print_uncertainty(const scenario::Uncertainty& uncertainty);

}  // namespace tachy::cli
