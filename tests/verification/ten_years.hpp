// What becomes of untreated patients in ten years of usual care.
#pragma once

#include <cstdint>
#include <string>

#include "regimen/experiment.hpp"
#include "verification/page_values.hpp"

namespace tachy::tests {

regimen::Experiment shipped(const std::string& path, const std::string& horizon, std::uint32_t patients);

// The usual care of Dunner 2006, for patients as ill as in the trials of esketamine.
regimen::Experiment untreated_for_ten_years(std::uint32_t patients);

struct TenYears {  // shares of those who live
  double n, above_40_points, remission, half_of_baseline;
  double recovered;  // at some time eight weeks of remission on end
};
TenYears after_ten_years(const regimen::Experiment& untreated);

// `ten_years.remission`, `ten_years.recovered`: percent of the living.
void add_ten_years(PageValues& values);

}  // namespace tachy::tests
