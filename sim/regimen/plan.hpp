// A treatment policy as the engine lives it: phases, doses, rules, in days and milligrams.
//
// Plain data of fixed size, read by the kernel. `sim/scenario` lowers a checked scenario to this; nothing
// here refers to a patient. Limits (kMax...) are checked by the loader with a clear message.
#pragma once

#include <cstdint>

#include "model/dose_form.hpp"

namespace tachy::regimen {

inline constexpr std::uint32_t kMaxArms = 8;
inline constexpr std::uint32_t kMaxDoseForms = 16;
inline constexpr std::uint32_t kMaxPhases = 8;
inline constexpr std::uint32_t kMaxPhaseDays = 64;  // explicit days of one phase
inline constexpr std::uint32_t kMaxRules = 6;
inline constexpr std::uint32_t kMaxLadder = 4;
inline constexpr std::uint32_t kMaxStages = 4;
inline constexpr std::uint32_t kNoDay = 0x7fffffffu;  // a day that never comes
inline constexpr std::uint32_t kNoLimit = 0x7fffffffu;
inline constexpr std::uint32_t kNoPhase = 0x7fffffffu;
inline constexpr std::uint32_t kInOrder = 0x7ffffffeu;  // the phase listed next, if there is one

// A rule of a response-guided phase. At each visit the first rule whose condition holds decides.
enum class Condition : std::uint32_t {
  score_at_least,     // observed HAM-D17 >= threshold, `visits_in_a_row` times
  score_at_most,      // observed HAM-D17 <= threshold, at every visit for `for_days`
  improvement_below,  // observed improvement from baseline (0..1) < threshold, `visits_in_a_row` times
  improvement_above,  // ... >= threshold
  misuse_detected,
};
struct Rule {
  Condition condition = Condition::score_at_least;
  float threshold = 0.0f;
  bool written_in_madrs = false;  // for words; the threshold is HAM-D17
  std::uint32_t visits_in_a_row = 1;
  std::uint32_t for_days = 0;
  // What it does; several may be combined; a rule with none of them changes nothing.
  bool stop = false;
  bool withhold = false;                  // no dose at this visit; the calendar goes on
  std::int32_t interval_change_days = 0;  // 0 = keep
  std::uint32_t interval_low_days = 1, interval_high_days = kNoLimit;
  std::int32_t dose_steps = 0;       // up or down the phase's ladder
  std::uint32_t go_to = kNoPhase;    // leave for this phase, without today's dose ...
  std::uint32_t go_to_gap_days = 1;  // ... whose first visit is so many days from now
  bool operator==(const Rule&) const = default;
};

// Who enters a phase; judged at a rating visit of its own, or at the phase's first visit where that comes
// earlier. Those who do not enter wait, if the phase lets them; else they go to `otherwise`, or are stopped.
struct Entry {
  float min_observed_improvement = -1e9f;  // 0..1 of baseline, at this visit
  float stopped_below = -1e9f;  // the part of it that is the stop rule of the phase before; for the ledger
  float min_observed_hamd17 = -1e9f;
  float max_observed_hamd17 = 1e9f;
  bool written_in_madrs = false;  // for words
  bool each_time = false;         // asked whenever the phase is come to; else passed once for all
  std::uint32_t judged_after_days = kNoLimit;  // the last planned day before; kNoLimit = at the first visit
  std::uint32_t wait_every_days = 0;           // 0 = no waiting; else rated again every so many days ...
  std::uint32_t wait_at_most_days = 0;         // ... until so many days after the phase's first planned day
  std::uint32_t otherwise = kNoPhase;
  bool operator==(const Entry&) const = default;
};

struct Phase {
  std::uint32_t dose_form = 0;            // the first step of the ladder, if there is one
  std::uint32_t ladder_steps = 0;         // 0 = one dose throughout
  std::uint32_t ladder[kMaxLadder] = {};  // dose forms from low to high; dose_form is one of them
  float naltrexone_mg = 0.0f;             // by mouth before each session; 0 = none ...
  float naltrexone_hours_before = 0.0f;   // ... and so long before it
  model::ExpectancyKind expectancy = model::ExpectancyKind::drug;
  bool assessment_only = false;  // visits are rated and ruled on, nothing is given
  Entry entry;
  std::uint32_t first_gap_days =
      0;  // from the last planned day of the phase before (phase 0: day of first dose)
  std::uint32_t listed_gaps = 0;  // how many of gap_days are used; after them every_days
  std::uint32_t gap_days[kMaxPhaseDays] = {};
  std::uint32_t every_days = 7;
  bool on_weekdays = false;  // whatever happened before; then listed and every_days are not used, and
                             // the phase begins on the first of its weekdays from first_gap_days on
  std::uint32_t weekday_gap[7] = {};  // from each day of the scenario, modulo 7, to the next of the weekdays
  std::uint32_t doses = kNoLimit;     // at most this many places in the calendar
  std::uint32_t last_day = kNoDay;    // no dose of this phase after this day of the scenario
  std::uint32_t stop_after_doses = kNoLimit;  // after so many doses of this phase ...
  float stop_improvement_below = -1e9f;       // ... stop if observed improvement is below this (0..1)
  std::uint32_t next = kInOrder;              // the phase that follows when this one is over; kNoPhase = none
  std::uint32_t rules = 0;
  Rule rule[kMaxRules];
  bool operator==(const Phase&) const = default;
};

// What a policy prescribes from a day on, until the next stage begins.
struct PolicyStage {
  std::uint32_t from_day = 0;
  std::uint32_t max_doses_per_week = kNoLimit;  // week and year since the first day
  std::uint32_t max_doses_per_year = kNoLimit;
  float session_mg = model::kNoCeiling, session_mg_per_kg = model::kNoCeiling;  // caps of one session
  bool caps_session = false;                       // if there is one, then in place of each dose form ...
  std::uint32_t capped_form[kMaxDoseForms] = {};   // ... this one is given
  std::uint32_t take_home_after_doses = kNoLimit;  // 0 = at home from the start: raises the hazard of misuse
  float take_home_stock = 4.0f;                    // doses dispensed at a time
  float p_misuse_detected = 0.0f;                  // per visit, of someone who misuses
  float p_false_alarm = 0.0f;                      // per visit, of someone who does not
  bool operator==(const PolicyStage&) const = default;
};

struct Arm {
  std::uint32_t phases = 0;
  Phase phase[kMaxPhases];
  std::uint32_t max_doses = kNoLimit;  // in all
  std::uint32_t stages = 1;            // by rising from_day; the first from day 0
  PolicyStage stage[kMaxStages];

  // The phase that follows, or kNoPhase.
  [[gnu::always_inline]] constexpr std::uint32_t after(std::uint32_t number) const {
    if (phase[number].next != kInOrder) return phase[number].next;
    return number + 1 < phases ? number + 1 : kNoPhase;
  }
  // The stage in force on a day.
  [[gnu::always_inline]] constexpr const PolicyStage& policy_on(std::uint32_t day) const {
    std::uint32_t s = stages - 1;
    while (s > 0 && stage[s].from_day > day) --s;
    return stage[s];
  }
};

// What becomes of the dose of a visit that is missed for good.
enum class CatchUp : std::uint32_t {
  skip,    // it is lost, the calendar stays
  extend,  // it is given at the end: the phase grows by one place
  shift,   // it is given later, and all that follows moves with it, as it does when a visit is late
};

// How visits are kept, the same in every arm.
struct Attendance {
  float p_missed = 0.05f;           // of a typical patient, per planned visit
  float p_late = 0.1f;              // kept, but late
  std::uint32_t late_days_max = 2;  // uniformly 1..this
  std::uint32_t rebook_days = 2;    // a missed visit is offered again so many days later
  std::uint32_t rebook_tries = 1;   // then the visit is missed for good
  CatchUp catch_up = CatchUp::skip;
  float leaving_ratio = 1.0f;  // of the hazard of leaving treatment, against that of trials
};

struct Plan {
  std::uint32_t dose_forms = 0;
  model::DoseForm dose_form[kMaxDoseForms];
  std::uint32_t arms = 0;
  Arm arm[kMaxArms];
  Attendance attendance;
};

}  // namespace tachy::regimen
