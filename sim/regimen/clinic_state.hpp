// What the clinic knows about a patient, and the patient's place in the plan.
//
// Plain columns: a block holds many patients, the reference walk one.
#pragma once

#include <array>

#include "base/random.hpp"
#include "base/rows.hpp"
#include "regimen/plan.hpp"
#include "regimen/reasons.hpp"

namespace tachy::regimen {

template <class F>
struct ClinicState {
  Word<F> treatment;      // enum Treatment
  Word<F> phase, slot;    // where in the calendar: phase, and planned dose within it, from 0
  Word<F> planned_day;    // of this slot
  Word<F> next_visit;     // the day the patient comes (or fails to); kNoDay when none is booked
  Word<F> interval_days;  // current interval of a phase with `every`
  Word<F> dose_step;      // on the phase's ladder, from 0
  Word<F> rebookings;     // of this slot; or kComingLate, or kWaiting
  Word<F> doses_in_phase, doses, doses_this_week, doses_this_year;
  Word<F> last_dose_day;  // 0 before the first
  Word<F> notes;          // kEntered, kMisuseDetected, admitted(phase)
};
inline constexpr std::uint32_t kComingLate = 1000;  // the patient rang to come later
inline constexpr std::uint32_t kWaiting = 1001;     // for the entry of the phase
// What a clinic notes about a patient, a bit each.
inline constexpr std::uint32_t kEntered = 1;         // is in this phase, beyond its entry
inline constexpr std::uint32_t kMisuseDetected = 2;  // stays for good
// The entry of the phase of this number has been passed; stays unless it is asked each time.
TACHY_INLINE constexpr std::uint32_t admitted(std::uint32_t phase) { return 4u << phase; }
static_assert(kMaxPhases <= 30);

template <class F>
TACHY_INLINE Mask<F> is_noted(const ClinicState<F>& c, std::uint32_t note) {
  return Word<F>(0u) < (c.notes & Word<F>(note));
}
template <class F>
TACHY_INLINE void add_note(ClinicState<F>& c, std::uint32_t note, Mask<F> who) {
  c.notes = select(who, c.notes | Word<F>(note), c.notes);
}
template <class F>
TACHY_INLINE void remove_note(ClinicState<F>& c, std::uint32_t note, Mask<F> who) {
  c.notes = select(who, c.notes & Word<F>(~note), c.notes);
}

// How long a rule's condition has held.
template <class F>
struct RuleMemory {
  Word<F> visits;  // in a row
  Word<F> since;   // day it began to hold; kNoDay while it does not
};
template <class F>
using RuleMemories = std::array<RuleMemory<F>, kMaxRules>;
// A rule that acts at once needs no memory.
TACHY_INLINE constexpr bool remembers(const Rule& rule) {
  return rule.visits_in_a_row > 1 || rule.for_days > 0;
}
TACHY_INLINE constexpr bool some_rule_remembers(const Phase& phase) {
  for (std::uint32_t rule = 0; rule < phase.rules; ++rule)
    if (remembers(phase.rule[rule])) return true;
  return false;
}

// clang-format off
// All but next_visit, which the engine holds apart; first what reviews read.
template <class F, class Visit> TACHY_INLINE constexpr void each_column(ClinicState<F>& c, Visit&& v) {
  v(c.treatment); v(c.doses); v(c.phase); v(c.notes); v(c.slot); v(c.planned_day); v(c.interval_days);
  v(c.dose_step); v(c.rebookings); v(c.doses_in_phase); v(c.doses_this_week);
  v(c.doses_this_year); v(c.last_dose_day);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(RuleMemory<F>& r, Visit&& v) {
  v(r.visits); v(r.since);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(RuleMemories<F>& rules, Visit&& v) {
  for (auto& rule : rules) each_column(rule, v);
}
// clang-format on
static_assert(lists_all_members<ClinicState<float>>(1));
static_assert(lists_all_members<RuleMemories<float>>());

// Where on its ladder a phase begins.
TACHY_INLINE constexpr std::uint32_t first_step(const Phase& phase) {
  std::uint32_t step = 0;
  while (step + 1 < phase.ladder_steps && phase.ladder[step] != phase.dose_form) ++step;
  return step;
}

// The first day of an arm.
template <class F>
TACHY_INLINE ClinicState<F> first_clinic_state(const Arm& arm) {
  const bool treats = arm.phases > 0;
  ClinicState<F> c;
  each_column(c, [](auto& member) TACHY_LAMBDA { member = Word<F>(0u); });
  c.treatment = Word<F>(static_cast<std::uint32_t>(treats ? Treatment::in_treatment : Treatment::completed));
  c.planned_day = c.next_visit = Word<F>(treats ? arm.phase[0].first_gap_days : kNoDay);
  c.interval_days = Word<F>(arm.phase[0].every_days);
  c.dose_step = Word<F>(first_step(arm.phase[0]));
  return c;
}

template <class F>
TACHY_INLINE RuleMemories<F> no_rules_yet() {
  RuleMemories<F> memories;
  for (auto& memory : memories) memory = {Word<F>(0u), Word<F>(kNoDay)};
  return memories;
}

}  // namespace tachy::regimen
