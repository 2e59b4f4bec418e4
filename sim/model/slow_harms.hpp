// Harms that do not come with a session: one row each (ODD 7.5 to 7.7).
//
// Some last: who ever had one is marked for the rest of the run. Others happen on a day. Each has a clock of
// its own, run at the weekly review; a clock that rings once is a column of Traits and EventClocks. Counters,
// tallies, diary, outcome file and searches for patients go through these rows, in this order.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "base/random.hpp"
#include "base/unrolled.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

enum class SlowHarm : std::uint32_t {
  misuse,  // the first that last ...
  use_disorder,
  urinary,
  suicide_attempt,  // ... then those that happen
  suicide,
  other_death,
  kCount
};
inline constexpr std::uint32_t kSlowHarms = static_cast<std::uint32_t>(SlowHarm::kCount);
inline constexpr std::uint32_t kLastingHarms = static_cast<std::uint32_t>(SlowHarm::suicide_attempt);

struct MeasureWords {
  std::string_view name, label, definition;
};

struct SlowHarmRow {
  SlowHarm harm;
  std::string_view event;           // in a diary, when it begins or happens
  Purpose purpose;                  // of its clock
  std::string_view clock;           // in a diary, the name of that draw
  bool rings_once = false;          // else the model starts the clock again (dependence, attempts)
  MeasureWords weekly, total = {};  // no total: deaths of all causes have one together
  Drivers drivers = {};
  float Parameters::*only_with = nullptr;  // the switch without which no treatment moves it
};

inline constexpr SlowHarmRow kSlowHarmTable[] = {
    {.harm = SlowHarm::misuse,
     .event = "misuse_starts",
     .purpose = Purpose::clock_misuse_start,
     .clock = "clock_misuse_start",
     .weekly = {"misuse_ever", "Misused so far",
                "patients who ever took ketamine outside the prescription, up to this week"},
     .total = {"misuse_ever", "Ever misused ketamine",
               "1 if the patient ever took ketamine outside the prescription, else 0"},
     .drivers = {&Parameters::misuse_per_year_supervised, &Parameters::misuse_per_year_take_home,
                 &Parameters::craving_log_ratio, &Parameters::poor_mood_ratio,
                 &Parameters::dose_frequency_floor}},
    {.harm = SlowHarm::use_disorder,
     .event = "use_disorder",
     .purpose = Purpose::clock_use_disorder,
     .clock = "clock_use_disorder",
     .weekly = {"use_disorder_ever", "Use disorder so far",
                "patients who ever had a ketamine use disorder, up to this week"},
     .total = {"use_disorder_ever", "Ever had use disorder",
               "1 if the patient ever had a ketamine use disorder, else 0"},
     .drivers = {&Parameters::misuse_per_year_supervised, &Parameters::misuse_per_year_take_home,
                 &Parameters::misuse_quit_per_year, &Parameters::use_disorder_per_year}},
    {.harm = SlowHarm::urinary,
     .event = "urinary_symptoms",
     .purpose = Purpose::clock_urinary,
     .clock = "clock_urinary",
     .rings_once = true,
     .weekly = {"urinary_ever", "Urinary symptoms so far",
                "patients who ever had urinary symptoms from ketamine, up to this week"},
     .total = {"urinary_ever", "Ever had urinary symptoms",
               "1 if the patient ever had urinary symptoms from ketamine, else 0"},
     .drivers = {&Parameters::urinary_per_year_at_2g_daily, &Parameters::urinary_dose_exponent}},
    {.harm = SlowHarm::suicide_attempt,
     .event = "suicide_attempt",
     .purpose = Purpose::clock_suicide_attempt,
     .clock = "clock_suicide_attempt",
     .weekly = {"suicide_attempts", "Suicide attempts", "survived suicide attempts"},
     .total = {"suicide_attempts", "Suicide attempts", "suicide attempts, those that were survived"},
     .drivers = {&Parameters::suicide_attempts_per_year, &Parameters::suicide_log_per_point},
     .only_with = &Parameters::suicide_by_state},
    {.harm = SlowHarm::suicide,
     .event = "suicide",
     .purpose = Purpose::clock_suicide,
     .clock = "clock_suicide",
     .rings_once = true,
     .weekly = {"suicides", "Suicides", "deaths by suicide"},
     .drivers = {&Parameters::suicides_per_year, &Parameters::suicide_log_per_point},
     .only_with = &Parameters::suicide_by_state},
    {.harm = SlowHarm::other_death,
     .event = "other_death",
     .purpose = Purpose::clock_other_death,
     .clock = "clock_other_death",
     .rings_once = true,
     .weekly = {"other_deaths", "Deaths of other causes",
                "deaths of other causes; what misuse adds to deaths of any cause is counted here"},
     .drivers = {&Parameters::other_deaths_per_year, &Parameters::other_deaths_log_per_year_of_age,
                 &Parameters::disorder_death_ratio}},
};
static_assert(std::size(kSlowHarmTable) == kSlowHarms);
static_assert(
    [] {
      for (std::uint32_t h = 0; h < kSlowHarms; ++h)
        if (kSlowHarmTable[h].harm != static_cast<SlowHarm>(h)) return false;
      return true;
    }(),
    "the rows stand in the order of SlowHarm");

TACHY_INLINE constexpr const SlowHarmRow& row_of(SlowHarm harm) {
  return kSlowHarmTable[static_cast<std::uint32_t>(harm)];
}

// Where the clock of a harm that rings once stands among them.
TACHY_INLINE constexpr std::uint32_t clock_of(SlowHarm harm) {
  std::uint32_t place = 0;
  for (std::uint32_t h = 0; h < static_cast<std::uint32_t>(harm); ++h) place += kSlowHarmTable[h].rings_once;
  return place;
}
inline constexpr std::uint32_t kOnceClocks = clock_of(SlowHarm::kCount);

// What is remembered of a patient for ever: a bit for each lasting harm, and two more.
TACHY_INLINE constexpr std::uint32_t mark_of(SlowHarm lasting) {
  return 1u << static_cast<std::uint32_t>(lasting);
}
inline constexpr std::uint32_t kEverRelapsed = 1u << kLastingHarms, kDied = 2u << kLastingHarms;

}  // namespace tachy::model
