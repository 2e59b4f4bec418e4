// The same model as an experienced engineer writes it first: an array of structs, doubles, Boost's Mersenne
// Twister and distributions, one patient at a time, day by day. It is what the engine is compared with, for
// speed (`tachy bench`) and for outcomes, whose means must agree (tests/cli). It knows what
// scenarios/policy/maintenance.yaml needs and no more.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/measures.hpp"
#include "regimen/experiment.hpp"

namespace tachy::bench {

struct PlainTotal {
  double sum = 0.0, sum_squares = 0.0;
};
// Of all patients, for each arm: the totals of model::total_table(), in the stored scale.
using PlainOutcome = std::vector<std::array<PlainTotal, model::kTotalCount>>;

// What of the experiment is beyond the plain version; empty if it can run it.
std::string_view beyond_plain(const regimen::Experiment& experiment);

PlainOutcome run_plainly(const regimen::Experiment& experiment);

}  // namespace tachy::bench
