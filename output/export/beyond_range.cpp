#include "output/export/beyond_range.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

#include "model/parameter_table.hpp"

namespace tachy::output {

namespace {
constexpr std::string_view kNone = "none";
}  // namespace

std::string names_beyond_range(const model::Parameters& parameters) {
  const auto names = model::beyond_range(parameters);
  return names.empty() ? std::string(kNone) : fmt::format("{}", fmt::join(names, " "));
}

bool is_beyond_range(std::string_view names) { return !names.empty() && names != kNone; }

std::string with_column(const std::string& csv, std::string_view heading, std::string_view value) {
  std::istringstream rows(csv);
  std::string row, table;
  for (std::string_view last = heading; std::getline(rows, row); last = value)
    table += fmt::format("{},{}\n", row, last);
  return table;
}

}  // namespace tachy::output
