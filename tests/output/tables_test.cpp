#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "model/measures.hpp"

using namespace tachy::model;

TEST_SUITE("model/measures") {
  TEST_CASE("every row stands at the place of its number and has a name of its own") {
    std::set<std::string_view> names;
    for (std::uint32_t i = 0; i < kTotalCount; ++i) {
      CHECK(total_table()[i].total == static_cast<Total>(i));
      CHECK(names.insert(total_table()[i].name).second);
    }
    names.clear();
    for (std::uint32_t i = 0; i < kWeeklyCount; ++i) {
      CHECK(weekly_table()[i].weekly == static_cast<Weekly>(i));
      CHECK(names.insert(weekly_table()[i].name).second);
    }
  }

  TEST_CASE("every row says what it is, in which unit") {
    for (const TotalRow& row : total_table()) {
      CHECK_FALSE(row.unit.empty());
      CHECK_FALSE(row.label.empty());
      CHECK_FALSE(row.definition.empty());
    }
    for (const WeeklyRow& row : weekly_table()) {
      CHECK_FALSE(row.unit.empty());
      CHECK_FALSE(row.label.empty());
      CHECK_FALSE(row.definition.empty());
    }
  }

  TEST_CASE("every definition of a total fits a line of 100 characters, indented by two") {
    for (const TotalRow& row : total_table()) CHECK(row.definition.size() <= 98);
  }

  TEST_CASE("the smallest difference that counts is a whole number of stored units, at least one") {
    for (const TotalRow& row : total_table()) {
      const float stored = row.smallest_difference / row.scale;
      CHECK(stored >= 1.0f);
      CHECK(stored == std::round(stored));
    }
  }

  TEST_CASE("four weeks in remission or response are the smallest difference that counts") {
    CHECK(total_table()[static_cast<std::size_t>(Total::remission_weeks)].smallest_difference == 4.0f);
    CHECK(total_table()[static_cast<std::size_t>(Total::response_weeks)].smallest_difference == 4.0f);
  }
}
