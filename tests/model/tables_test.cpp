// The tables of parameters and measures are complete and consistent.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "model/measures.hpp"
#include "model/parameter_table.hpp"

using namespace tachy::model;

TEST_SUITE("model/tables") {
  TEST_CASE("every parameter has exactly one row and a default inside its range") {
    std::set<std::string> names;
    std::vector<int> rows_of_float(sizeof(Parameters) / sizeof(float));
    const Parameters origin{};
    for (const ParameterRow& row : parameter_table()) {
      CAPTURE(std::string(row.name));
      CHECK(names.insert(std::string(row.name)).second);
      CHECK(row.low <= row.default_value);
      CHECK(row.default_value <= row.high);
      CHECK(row.low < row.high);
      CHECK(!row.source.empty());
      CHECK(!row.meaning.empty());
      const float* place = &(origin.*row.field);
      ++rows_of_float[static_cast<std::size_t>(place - reinterpret_cast<const float*>(&origin))];
    }
    for (const int rows : rows_of_float) CHECK(rows == 1);
  }

  TEST_CASE("units are spelled as in scenarios") {
    const std::set<std::string_view> units = {"1",   "day", "1/day", "1/week", "1/year", "h",   "L",
                                              "L/h", "1/h", "mg",    "points", "mmHg",   "year"};
    for (const ParameterRow& row : parameter_table()) {
      CAPTURE(std::string(row.name));
      CHECK(units.count(row.unit) == 1);
    }
  }

  TEST_CASE("measures stand in the order of their numbers, each with its own name") {
    std::set<std::string_view> names;
    for (std::uint32_t i = 0; i < kWeeklyCount; ++i) {
      CHECK(static_cast<std::uint32_t>(weekly_table()[i].weekly) == i);
      CHECK(names.insert(weekly_table()[i].name).second);
    }
    names.clear();
    for (std::uint32_t i = 0; i < kTotalCount; ++i) {
      CHECK(static_cast<std::uint32_t>(total_table()[i].total) == i);
      CHECK(names.insert(total_table()[i].name).second);
    }
  }
}
