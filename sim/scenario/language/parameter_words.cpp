#include "scenario/language/parameter_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/text/units.hpp"

namespace tachy::scenario {

namespace {

// The number that the table says: 0.0005, where the float is a little more.
double as_written(float value) { return *parse_number(fmt::format("{}", value)); }

}  // namespace

const model::ParameterRow* parameter_called(std::string_view name) {
  const auto rows = model::parameter_table();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.name == name; });
  return row == rows.end() ? nullptr : &*row;
}

std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const model::ParameterRow& row : model::parameter_table()) names.emplace_back(row.name);
  return names;
}

Field field_of(const model::ParameterRow& row, Range range) {
  const bool plausible = range == Range::plausible;
  return {.key = row.name,
          .type = Type::amount,
          .doc = row.meaning,
          .unit = row.unit,
          .low = as_written(plausible ? row.low : row.lowest()),
          .high = as_written(plausible ? row.high : row.highest())};
}

std::string with_unit(std::string_view number, std::string_view unit) {
  if (unit == "1") return std::string(number);
  if (unit.starts_with("1/")) return fmt::format("{} per {}", number, unit.substr(2));
  return fmt::format("{} {}", number, unit);
}

}  // namespace tachy::scenario
