// The variance of every difference between draws, shared out among groups of parameters, as a table.
#pragma once

#include <string>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// measure,arm,by,group,parameters,alone,share,share_low,share_high,converged: one row for each group, by
// evidence and by submodel, and one for what is untold. Only a heading where there are too few draws.
std::string variance_csv(const Outcome& outcome);

}  // namespace tachy::output
