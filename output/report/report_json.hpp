// What the report page shows of a result, as JSON: numbers as in the file, null where unknown. The page
// computes nothing from patients; of money it works out everything anew when a price is changed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "economics/valuation.hpp"
#include "output/economics/answer.hpp"

namespace tachy::output {

struct ReportInput {
  std::filesystem::path path;
  std::optional<economics::Valuation> valuation;  // none: the result has no prices, or no draws
  std::string
      told;  // JSON of what other layers know of the result: regimens in words, one patient, self-test
};
std::string report_json(const ReportInput& input);

}  // namespace tachy::output
