// What a stage of a policy may set: one row for each lever. The loader's vocabulary, the schema, the lowering
// of plain numbers and the words of `tachy describe` read the rows; a test looks for each in the pages.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

#include "regimen/plan.hpp"

namespace tachy::regimen {

enum class Lever : std::uint32_t {
  take_home_after,
  take_home_stock,
  doses_per_week,
  doses_per_year,
  session_mg,
  session_mg_per_kg,
  misuse_detected,
  false_alarm,
  kCount
};

struct LeverRow {
  Lever lever;
  std::string_view section, key;  // in scenarios: policy.<section>.<key>
  std::string_view definition;    // in the schema
  std::string_view unit;          // of what the scenario says ...
  double low = 0.0, high = 0.0;   // ... and its range
  float divisor = 1.0f;           // the plan holds what is said divided by this: shares are said in %
  std::string_view words = {};    // of `describe`, with {} for what is said; none: told with another lever
  std::string_view words_at_default = {};       // none: nothing is told then
  std::uint32_t PolicyStage::*count = nullptr;  // what the plan holds: a whole number ...
  float PolicyStage::*number = nullptr;         // ... or any
};

inline constexpr LeverRow kLeverTable[] = {
    {.lever = Lever::take_home_after,
     .section = "take_home",
     .key = "after",
     .definition = "so many doses are supervised first",
     .unit = "doses",
     .high = 10000,
     .count = &PolicyStage::take_home_after_doses},
    {.lever = Lever::take_home_stock,
     .section = "take_home",
     .key = "stock",
     .definition = "dispensed at a time; a larger stock raises the hazard of misuse",
     .unit = "doses",
     .low = 1,
     .high = 100,
     .number = &PolicyStage::take_home_stock},
    {.lever = Lever::doses_per_week,
     .section = "caps",
     .key = "doses",
     .definition = "most doses in a week of the scenario",
     .unit = "1/week",
     .low = 1,
     .high = 100000,
     .words = "at most {} a week",
     .count = &PolicyStage::max_doses_per_week},
    {.lever = Lever::doses_per_year,
     .section = "caps",
     .key = "doses",
     .definition = "most doses in a year of the scenario",
     .unit = "1/year",
     .low = 1,
     .high = 100000,
     .words = "at most {} a year",
     .count = &PolicyStage::max_doses_per_year},
    {.lever = Lever::session_mg,
     .section = "caps",
     .key = "per_session",
     .definition = "most of a drug at one session",
     .unit = "mg",
     .words = "at most {} mg a session",
     .number = &PolicyStage::session_mg},
    {.lever = Lever::session_mg_per_kg,
     .section = "caps",
     .key = "per_session",
     .definition = "most of a drug at one session, by weight",
     .unit = "mg/kg",
     .words = "at most {} mg/kg a session",
     .number = &PolicyStage::session_mg_per_kg},
    {.lever = Lever::misuse_detected,
     .section = "monitoring",
     .key = "misuse",
     .definition = "chance that a visit finds existing misuse, by what is seen and reported",
     .unit = "%/visit",
     .high = 100,
     .divisor = 100.0f,
     .words = "a visit finds existing misuse with a chance of {} %",
     .words_at_default = "visits do not look for misuse",
     .number = &PolicyStage::p_misuse_detected},
    {.lever = Lever::false_alarm,
     .section = "monitoring",
     .key = "false_alarm",
     .definition = "chance that a visit finds misuse where there is none",
     .unit = "%/visit",
     .high = 100,
     .divisor = 100.0f,
     .words = "a visit raises a false alarm with a chance of {} %",
     .number = &PolicyStage::p_false_alarm},
};

constexpr const LeverRow& row_of(Lever lever) { return kLeverTable[static_cast<std::uint32_t>(lever)]; }

static_assert(
    [] {
      for (std::uint32_t l = 0; l < std::size(kLeverTable); ++l) {
        const LeverRow& row = kLeverTable[l];
        if (row.lever != static_cast<Lever>(l) || !row.count == !row.number) return false;
      }
      return std::size(kLeverTable) == static_cast<std::size_t>(Lever::kCount);
    }(),
    "the rows stand in the order of Lever, and each has one place in the plan");

// Whether a stage leaves a lever where it is when no scenario speaks of it.
constexpr bool at_default(const LeverRow& row, const PolicyStage& stage) {
  constexpr PolicyStage kUntouched;
  return row.count ? stage.*row.count == kUntouched.*row.count : stage.*row.number == kUntouched.*row.number;
}

}  // namespace tachy::regimen
