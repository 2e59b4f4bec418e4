// A treatment policy as the engine lives it: phases, doses, rules, in days and milligrams.
//
// Plain data of fixed size, read by the kernel. `sim/scenario` lowers a checked scenario to this; nothing
// here refers to a patient. Limits (kMax...) are checked by the loader with a clear message.
#pragma once

#include <cstdint>

#include "model/dose_form.hpp"

namespace tachy::regimen {

inline constexpr std::uint32_t kMaxArms = 8;
inline constexpr std::uint32_t kMaxDoseForms = 8;
inline constexpr std::uint32_t kMaxPhases = 8;
inline constexpr std::uint32_t kMaxPhaseDays = 64;  // explicit days of one phase
inline constexpr std::uint32_t kMaxRules = 4;
inline constexpr std::uint32_t kNoDay = 0x7fffffffu;  // a day that never comes
inline constexpr std::uint32_t kNoLimit = 0x7fffffffu;

// A rule of a response-guided phase. At each visit the first rule whose condition holds decides.
enum class Condition : std::uint32_t {
  score_at_least,     // observed HAM-D17 >= threshold, `visits_in_a_row` times
  score_at_most,      // observed HAM-D17 <= threshold, at every visit for `for_days`
  improvement_below,  // observed improvement from baseline (0..1) < threshold, `visits_in_a_row` times
  misuse_detected,
};
struct Rule {
  Condition condition = Condition::score_at_least;
  float threshold = 0.0f;
  std::uint32_t visits_in_a_row = 1;
  std::uint32_t for_days = 0;
  bool stop = false;
  std::int32_t interval_change_days = 0;  // 0 = hold
  std::uint32_t interval_low_days = 1, interval_high_days = kNoLimit;
};

// Who enters a phase; judged at the first visit that is kept, before any dose. Those who do not enter are
// stopped.
struct Entry {
  float min_observed_improvement = -1e9f;  // 0..1 of baseline, at this visit
  float max_observed_hamd17 = 1e9f;
};

struct Phase {
  std::uint32_t dose_form = 0;
  float mu_occupancy = 0.0f;  // of opioid receptors by pre-medication at the time of the session, 0..1
  model::ExpectancyKind expectancy = model::ExpectancyKind::drug;
  Entry entry;
  std::uint32_t first_gap_days =
      0;  // from the last planned day of the phase before (phase 0: day of first dose)
  std::uint32_t listed_gaps = 0;  // how many of gap_days are used; after them every_days
  std::uint32_t gap_days[kMaxPhaseDays] = {};
  std::uint32_t every_days = 7;
  std::uint32_t doses = kNoLimit;             // at most this many
  std::uint32_t last_day = kNoDay;            // no dose of this phase after this day of the scenario
  std::uint32_t stop_after_doses = kNoLimit;  // after so many doses of this phase ...
  float stop_improvement_below = -1e9f;       // ... stop if observed improvement is below this (0..1)
  std::uint32_t rules = 0;
  Rule rule[kMaxRules];
};

struct Arm {
  std::uint32_t phases = 0;
  Phase phase[kMaxPhases];
  std::uint32_t max_doses_per_year = kNoLimit;  // per year since the first day
  std::uint32_t max_doses = kNoLimit;
  bool take_home = false;  // unsupervised dosing: raises the hazard of misuse
};

// How visits are kept, the same in every arm.
struct Attendance {
  float p_missed = 0.05f;           // of a typical patient, per planned visit
  float p_late = 0.1f;              // kept, but late
  std::uint32_t late_days_max = 2;  // uniformly 1..this
  std::uint32_t rebook_days = 2;    // a missed visit is offered again so many days later
  std::uint32_t rebook_tries = 1;   // then the dose is lost and the calendar goes on
};

struct Plan {
  std::uint32_t dose_forms = 0;
  model::DoseForm dose_form[kMaxDoseForms];
  std::uint32_t arms = 0;
  Arm arm[kMaxArms];
  Attendance attendance;
  float misuse_detection_sensitivity = 0.0f;  // per visit
};

}  // namespace tachy::regimen
