#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

void lower_outcomes(const Reader& outcomes, Scenario& out) {
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
