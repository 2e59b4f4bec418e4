#include "model/definitions.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "model/measures.hpp"

using namespace tachy::model;

namespace {

// Every measure of this name explains itself with these words.
void check_words(std::string_view name, const std::string& words) {
  CAPTURE(name);
  bool found = false;
  const auto check = [&](const auto& table) {
    for (const auto& row : table)
      if (row.name == name) {
        found = true;
        CHECK(row.definition.find(words) != row.definition.npos);
      }
  };
  check(total_table());
  check(weekly_table());
  CHECK(found);
}

}  // namespace

TEST_SUITE("model/definitions") {
  TEST_CASE("the measures say the cut-offs of remission and response that patients are counted by") {
    const std::string remission = fmt::format("HAM-D17 of {:g} or less", kRemissionHamd17);
    const std::string response =
        fmt::format("at least {:g} % below baseline", 100.0f * (1.0f - kResponseShareOfBaseline));
    for (const auto* name : {"remission_weeks", "remission_treated", "remission_untreated"})
      check_words(name, remission);
    for (const auto* name : {"response_weeks", "response_treated", "response_untreated"})
      check_words(name, response);
  }

  TEST_CASE("who remits from a score that trials enrol has responded too") {
    CHECK(kRemissionHamd17 <= kResponseShareOfBaseline * 14.0f);
  }
}
