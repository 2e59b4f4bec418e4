// ODD 7.8: what a clinic does at a visit: who comes, who may enter a phase, who is stopped, how the
// interval changes, when the next visit is. It sees ratings and tests, never the true state.
//
// Every function treats one phase of one arm for many patients at once; what differs between patients
// is in ClinicState, what the protocol says is in Phase (plan.hpp).
#pragma once

#include <array>

#include "base/random.hpp"
#include "regimen/plan.hpp"

namespace tachy::regimen {

enum class Treatment : std::uint32_t { in_treatment, completed, stopped, dropped_out, dead };

template <class F>
struct ClinicState {
  Word<F> treatment;      // enum Treatment
  Word<F> phase, slot;    // where in the calendar: phase, and planned dose within it, from 0
  Word<F> planned_day;    // of this slot
  Word<F> next_visit;     // the day the patient comes (or fails to); kNoDay when none is booked
  Word<F> interval_days;  // current interval of a phase with `every`
  Word<F> rebookings;     // of this slot; kComingLate when the patient rang to come later
  Word<F> doses_in_phase, doses, doses_this_year, year;
  Word<F> misuse_detected;  // 0 or 1
};
inline constexpr std::uint32_t kComingLate = 1000;

// How long a rule's condition has held.
template <class F>
struct RuleMemory {
  Word<F> visits;  // in a row
  Word<F> since;   // day it began to hold; kNoDay while it does not
};
template <class F>
using RuleMemories = std::array<RuleMemory<F>, kMaxRules>;
// A rule that acts at once needs no memory.
constexpr bool remembers(const Rule& rule) { return rule.visits_in_a_row > 1 || rule.for_days > 0; }

// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(ClinicState<F>& c, Visit&& v) {
  v(c.treatment); v(c.phase); v(c.slot); v(c.planned_day); v(c.next_visit); v(c.interval_days); v(c.rebookings);
  v(c.doses_in_phase); v(c.doses); v(c.doses_this_year); v(c.year); v(c.misuse_detected);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(RuleMemory<F>& r, Visit&& v) {
  v(r.visits); v(r.since);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(RuleMemories<F>& rules, Visit&& v) {
  for (auto& rule : rules) each_column(rule, v);
}
// clang-format on

// The first day of an arm.
template <class F>
TACHY_INLINE ClinicState<F> first_clinic_state(const Arm& arm) {
  const Word<F> zero(0u), first_day(arm.phases > 0 ? arm.phase[0].first_gap_days : kNoDay);
  return {
      Word<F>(static_cast<std::uint32_t>(arm.phases > 0 ? Treatment::in_treatment : Treatment::completed)),
      zero,
      zero,
      first_day,
      first_day,
      Word<F>(arm.phase[0].every_days),
      zero,
      zero,
      zero,
      zero,
      zero,
      zero};
}

template <class F>
TACHY_INLINE RuleMemories<F> no_rules_yet() {
  RuleMemories<F> memories;
  for (auto& memory : memories) memory = {Word<F>(0u), Word<F>(kNoDay)};
  return memories;
}

// Days from this slot to the next planned one in the same phase.
template <class F>
TACHY_INLINE Word<F> gap_to_next_slot(const ClinicState<F>& c, const Phase& phase) {
  if (phase.listed_gaps == 0) return c.interval_days;
  const Word<F> last(phase.listed_gaps - 1);
  const Word<F> listed = gather(phase.gap_days, min(c.slot, last), c.slot);
  return select(c.slot <= last, listed, c.interval_days);
}

// Days from this slot to the next dose planned, in this phase or the next; very many after the last.
template <class F>
TACHY_INLINE Word<F> gap_to_next_dose(const ClinicState<F>& c, const Arm& arm, std::uint32_t phase_number,
                                      Word<F> gap) {
  const bool last_phase = phase_number + 1 >= arm.phases;
  const Word<F> after_phase(last_phase ? kNoDay / 2 : arm.phase[phase_number + 1].first_gap_days);
  return select(c.slot + Word<F>(1u) >= Word<F>(arm.phase[phase_number].doses), after_phase, gap);
}

// Does the patient come today? At most one of the masks is set; if none is, the dose of this slot is lost.
template <class F>
struct Arrival {
  Mask<F> comes, comes_later, rebooked;
  Word<F> later_day;
};
template <class F>
TACHY_INLINE Arrival<F> arrive(const ClinicState<F>& c, const Attendance& a, F p_missed, std::uint32_t today,
                               Word<F> gap_to_next, const Draws<F>& visit) {
  const Word<F> day(today);
  const Word<F> word_late = visit.word(Purpose::lateness);
  const Mask<F> announced = c.rebookings == Word<F>(kComingLate);
  const Mask<F> keeps = announced | !happens<F>(visit.word(Purpose::attendance), p_missed);
  const Word<F> next_planned = c.planned_day + gap_to_next;
  const F late_choice = to_float(word_late & Word<F>(0xffffu)) * F(to_float(a.late_days_max) / 65536.0f);
  const Word<F> late_day = day + Word<F>(1u) + truncate(late_choice);
  const Mask<F> late =
      keeps & (c.rebookings == Word<F>(0u)) & happens<F>(word_late, F(a.p_late)) & (late_day < next_planned);
  const Word<F> rebooked_day(today + a.rebook_days);
  const Mask<F> rebooked =
      (!keeps) & (c.rebookings < Word<F>(a.rebook_tries)) & (rebooked_day < next_planned);
  return {keeps & !late, late, rebooked, select(late, late_day, rebooked_day)};
}

// What the clinic decides for a patient who has come.
template <class F>
struct Decision {
  Mask<F> give;  // today's dose
  Mask<F> stop;  // treatment ends
  Mask<F> held;  // comes, stays in treatment, but gets no dose (cap)
  Word<F> interval_days;
};

template <class F>
TACHY_INLINE Mask<F> condition_holds(const Rule& rule, F observed_hamd17, F observed_improvement,
                                     Word<F> detected) {
  switch (rule.condition) {
    case Condition::score_at_least:
      return observed_hamd17 >= F(rule.threshold);
    case Condition::score_at_most:
      return observed_hamd17 <= F(rule.threshold);
    case Condition::improvement_below:
      return observed_improvement < F(rule.threshold);
    case Condition::misuse_detected:
      return Word<F>(0u) < detected;
  }
  return observed_hamd17 < F(-1.0f);
}

template <class F>
TACHY_INLINE Word<F> changed_interval(Word<F> interval, const Rule& rule) {
  const bool longer = rule.interval_change_days >= 0;
  const Word<F> step(
      static_cast<std::uint32_t>(longer ? rule.interval_change_days : -rule.interval_change_days));
  const Word<F> shortened = select(step < interval, interval - step, Word<F>(0u));
  const Word<F> moved = longer ? interval + step : shortened;
  return max(min(moved, Word<F>(rule.interval_high_days)), Word<F>(rule.interval_low_days));
}

// Has the condition of a rule held long enough? Counts this visit in.
template <class F>
TACHY_INLINE Mask<F> confirmed(const Rule& rule, RuleMemory<F>& memory, Mask<F> holds, std::uint32_t today) {
  const Word<F> since = min(memory.since, Word<F>(today));
  memory.visits = select(holds, memory.visits + Word<F>(1u), Word<F>(0u));
  memory.since = select(holds, since, Word<F>(kNoDay));
  return holds & (memory.visits >= Word<F>(rule.visits_in_a_row)) &
         (Word<F>(today) - since >= Word<F>(rule.for_days));
}

// Applies the rules of a phase to those present: the first whose condition is confirmed decides, and must
// then be confirmed anew. Memories begin afresh with the phase.
template <class F>
TACHY_INLINE void apply_rules(const Phase& phase, RuleMemories<F>& memories, F observed_hamd17,
                              F observed_improvement, Word<F> detected, std::uint32_t today, Mask<F> present,
                              Mask<F> entering, Decision<F>& decision) {
  Mask<F> decided = !present;
  for (std::uint32_t r = 0; r < phase.rules; ++r) {
    const Rule& rule = phase.rule[r];
    Mask<F> fires = condition_holds<F>(rule, observed_hamd17, observed_improvement, detected);
    if (remembers(rule)) {
      RuleMemory<F> memory{select(entering, Word<F>(0u), memories[r].visits),
                           select(entering, Word<F>(kNoDay), memories[r].since)};
      fires = confirmed<F>(rule, memory, fires, today) & !decided;
      const RuleMemory<F> kept{select(fires, Word<F>(0u), memory.visits),
                               select(fires, Word<F>(kNoDay), memory.since)};
      memories[r] = {select(present, kept.visits, memories[r].visits),
                     select(present, kept.since, memories[r].since)};
    } else {
      fires = fires & !decided;
    }
    if (rule.stop) decision.stop = decision.stop | fires;
    decision.interval_days =
        select(fires, changed_interval<F>(decision.interval_days, rule), decision.interval_days);
    decided = decided | fires;
  }
}

// Entry of the phase, stopping rule, response-guided rules, caps, in this order.
template <class F>
TACHY_INLINE Decision<F> decide(ClinicState<F>& c, RuleMemories<F>& memories, const Arm& arm,
                                const Phase& phase, F observed_hamd17, F observed_improvement,
                                std::uint32_t today, Mask<F> present) {
  const Mask<F> entering = c.doses_in_phase == Word<F>(0u);  // also when the first slot was lost
  const Mask<F> admitted = (observed_improvement >= F(phase.entry.min_observed_improvement)) &
                           (observed_hamd17 <= F(phase.entry.max_observed_hamd17));
  const Mask<F> tried_enough = c.doses_in_phase >= Word<F>(phase.stop_after_doses);
  const Mask<F> no_benefit = tried_enough & (observed_improvement < F(phase.stop_improvement_below));
  Decision<F> d{present, present & ((entering & !admitted) | no_benefit), !present, c.interval_days};
  apply_rules<F>(phase, memories, observed_hamd17, observed_improvement, c.misuse_detected, today, present,
                 entering, d);
  const std::uint32_t this_year = today / 365;
  c.doses_this_year = select(c.year == Word<F>(this_year), c.doses_this_year, Word<F>(0u));
  c.year = Word<F>(this_year);
  const Mask<F> capped = c.doses_this_year >= Word<F>(arm.max_doses_per_year);
  d.give = present & !d.stop & !capped;
  d.held = present & !d.stop & capped;
  return d;
}

// Ends treatment for those in `who`.
template <class F>
TACHY_INLINE void end_treatment(ClinicState<F>& c, Treatment how, Mask<F> who) {
  c.treatment = select(who, Word<F>(static_cast<std::uint32_t>(how)), c.treatment);
  c.next_visit = select(who, Word<F>(kNoDay), c.next_visit);
}

// Moves on from this slot: the next of the phase, the first of the next phase, or the end of the plan.
template <class F>
TACHY_INLINE void plan_next(ClinicState<F>& c, const Arm& arm, std::uint32_t phase_number,
                            std::uint32_t today, Word<F> gap, Mask<F> moves_on) {
  const Phase& phase = arm.phase[phase_number];
  const bool last_phase = phase_number + 1 >= arm.phases;
  const Phase& next = arm.phase[last_phase ? phase_number : phase_number + 1];
  const Word<F> next_slot = c.slot + Word<F>(1u), next_planned = c.planned_day + gap;
  const Mask<F> phase_over = (next_slot >= Word<F>(phase.doses)) | (next_planned > Word<F>(phase.last_day));
  const Mask<F> spent = c.doses >= Word<F>(arm.max_doses);
  const Mask<F> leaves = moves_on & phase_over & !spent, stays = moves_on & !phase_over & !spent;
  const Word<F> entry_day = c.planned_day + Word<F>(next.first_gap_days);
  const Mask<F> nobody = leaves & stays;
  const Mask<F> enters = last_phase ? nobody : leaves & (entry_day <= Word<F>(next.last_day));
  const Mask<F> ends = (moves_on & spent) | (leaves & !enters);
  const Word<F> planned = max(select(enters, entry_day, next_planned), Word<F>(today + 1));
  c.planned_day = select(enters | stays, planned, c.planned_day);
  c.slot = select(enters, Word<F>(0u), select(stays, next_slot, c.slot));
  c.phase = select(enters, Word<F>(phase_number + 1), c.phase);
  c.doses_in_phase = select(enters, Word<F>(0u), c.doses_in_phase);
  c.interval_days = select(enters, Word<F>(next.every_days), c.interval_days);
  c.rebookings = select(moves_on, Word<F>(0u), c.rebookings);
  c.next_visit = select(enters | stays, planned, c.next_visit);
  end_treatment(c, Treatment::completed, ends);
}

}  // namespace tachy::regimen
