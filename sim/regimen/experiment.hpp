// Everything that determines the result of a run, and nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "model/cohort.hpp"
#include "model/parameters.hpp"
#include "model/strata.hpp"
#include "regimen/plan.hpp"

namespace tachy::regimen {

struct Experiment {
  model::Parameters parameters;
  model::Cohort cohort;
  model::Eligibility eligibility;
  Plan plan;
  std::uint32_t reference_arm = 0;
  std::uint32_t patients = 0;                   // 1 .. 2^31-1
  std::uint32_t horizon_days = 0;               // 1 .. 36500
  std::uint32_t smallest_difference_weeks = 4;  // that counts as better or worse, of totals that are weeks
  std::uint64_t seed = 0;
  std::uint32_t replicate = 0;
  // Clocks of the start of misuse that each patient has, 1 .. kMaxMisuseClocks. The first is the patient's
  // own. Where a further one rings, a copy of the patient lives on alone (day/copies.hpp), and the rare
  // measures count every life as one of so many (model/measures.hpp).
  std::uint32_t misuse_clocks = 1;
  model::Strata strata;  // counted apart
  // The last day of each period, and one: rising, to the end of what is simulated. Empty: weeks.
  std::vector<std::uint32_t> period_ends;
};

}  // namespace tachy::regimen
