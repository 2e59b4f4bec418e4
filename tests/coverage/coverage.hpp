// How often the 95 % intervals of the outcome file hold the true mean: one scenario run with many seeds.
//
// The truth is the mean over all runs, whose own error is small beside that of any one of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "regimen/experiment.hpp"

namespace tachy::tests {

// Of one measure, pooled over arms, weeks and seeds.
struct Coverage {
  std::int64_t shown = 0;  // intervals with two ends, or a lower one
  std::int64_t hold = 0;   // ... that hold the truth
  std::int64_t common = 0,
               common_hold = 0;  // the same of two-sided ones where twenty events or more are expected
  std::int64_t one_sided = 0, none = 0;
  double standard_error = 0.0, common_standard_error = 0.0;  // of the share that hold, from the seeds' shares
  double share() const { return static_cast<double>(hold) / static_cast<double>(shown); }
  double common_share() const { return static_cast<double>(common_hold) / static_cast<double>(common); }
};

using CoverageByMeasure =
    std::map<std::string, Coverage>;  // "totals/sessions", "paired/sessions", "weekly/sessions"

CoverageByMeasure coverage_of(regimen::Experiment experiment, std::uint32_t patients, std::uint32_t seeds,
                              int threads);

// At least 93 % less three standard errors; above 97 % plus as much only where fewer than twenty events are
// expected.
bool covers(const Coverage& coverage);
bool not_too_wide(const Coverage& coverage);

}  // namespace tachy::tests
