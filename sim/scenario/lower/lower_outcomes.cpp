#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

// Four weeks, a month of life, would be all of a short horizon.
std::uint32_t smallest_difference_weeks(std::uint32_t horizon_days) {
  constexpr std::uint32_t kTenthOfHorizonDays = 10 * 7, kMost = 4;
  return std::clamp((horizon_days + kTenthOfHorizonDays / 2) / kTenthOfHorizonDays, 1u, kMost);
}

void lower_outcomes(const Reader& outcomes, Scenario& out) {
  if (const auto days = outcomes.days("smallest_difference")) {
    if (*days % 7 != 0)
      outcomes.fault("smallest_difference", fmt::format("{} days are not whole weeks", *days),
                     "reviews are weekly, so such differences are whole weeks");
    out.experiment.smallest_difference_weeks = *days / 7;
  }
  const auto patients = outcomes.section("patients");
  if (!patients) return;
  if (const auto percent = patients->amount("log")) out.log_share = *percent / 100.0;
  const std::uint32_t in_all = out.experiment.patients;
  for (const double number : patients->amounts("also")) {
    if (number != std::floor(number) || number >= in_all) {
      patients->fault("also", fmt::format("there is no patient {:.10g}", number),
                      fmt::format("patients are numbered from 0 to {}", in_all - 1));
      return;
    }
    out.log_patients.push_back(static_cast<std::uint32_t>(number));
  }
  std::sort(out.log_patients.begin(), out.log_patients.end());
  out.log_patients.erase(std::unique(out.log_patients.begin(), out.log_patients.end()),
                         out.log_patients.end());
  for (const std::string& word : patients->words("when")) {
    out.log_when_misuse |= word == "misuse";
    out.log_when_use_disorder |= word == "use_disorder";
    out.log_when_died |= word == "died";
  }
}

}  // namespace tachy::scenario
