#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "model/dose_form.hpp"
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
      const double stored = static_cast<double>(row.smallest_difference) / row.scale;
      CHECK(stored >= 1.0);
      CHECK(stored == std::round(stored));
    }
  }

  TEST_CASE("four weeks in remission or response are the smallest difference that counts") {
    CHECK(total_table()[static_cast<std::size_t>(Total::remission_weeks)].smallest_difference == 4.0f);
    CHECK(total_table()[static_cast<std::size_t>(Total::response_weeks)].smallest_difference == 4.0f);
  }

  TEST_CASE("the page on the outcome file lists every measure that the file shows") {
    std::ifstream page(TACHY_SOURCE_DIR "/output/README.md");
    const std::string text{std::istreambuf_iterator<char>(page), {}};
    const auto lists = [&](std::string_view name) {
      return text.find("`" + std::string(name) + "`") != std::string::npos;
    };
    for (const WeeklyRow& row : weekly_table()) {
      CAPTURE(row.name);
      if (row.statistic != Statistic::hidden) CHECK(lists(row.series()));
    }
    for (const CombinedShare& share : combined_shares()) {
      CAPTURE(share.name);
      CHECK(lists(share.name));
    }
    for (const TotalRow& row : total_table()) {
      CAPTURE(row.name);
      CHECK(lists(row.name));
    }
  }

  TEST_CASE("every measure says which parameters act on it") {
    for (const WeeklyRow& row : weekly_table()) CHECK(row.drivers[0] != nullptr);
    for (const TotalRow& row : total_table()) CHECK(row.drivers[0] != nullptr);
  }

  TEST_CASE("no treatment moves suicide and attempts unless they depend on the score") {
    CHECK(row_of(weekly_of(SlowHarm::suicide)).only_with == &Parameters::suicide_by_state);
    CHECK(row_of(Total::suicide_attempts).only_with == &Parameters::suicide_by_state);
    CHECK(row_of(Total::sessions).only_with == nullptr);
  }

  TEST_CASE("the rows of one product differ in words and in whether it is infused, in nothing else") {
    for (const ProductRow& row : kProductTable) {
      CAPTURE(row.drug);
      CHECK(row_of(row.product).exposure == row.exposure);
      CHECK(row_of(row.product).expectancy == row.expectancy);
      CHECK(row_of(row.product).device_mg == row.device_mg);
    }
  }
}
