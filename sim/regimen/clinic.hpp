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
  Word<F> dose_step;      // on the phase's ladder, from 0
  Word<F> entered;        // 0 until the phase's entry has been passed
  Word<F> rebookings;     // of this slot; or kComingLate, or kWaiting
  Word<F> doses_in_phase, doses, doses_this_week, doses_this_year;
  Word<F> last_dose_day;    // 0 before the first
  Word<F> misuse_detected;  // 0 or 1
};
inline constexpr std::uint32_t kComingLate = 1000;  // the patient rang to come later
inline constexpr std::uint32_t kWaiting = 1001;     // for the entry of the phase

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

// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(ClinicState<F>& c, Visit&& v) {
  v(c.treatment); v(c.phase); v(c.slot); v(c.planned_day); v(c.next_visit); v(c.interval_days); v(c.dose_step);
  v(c.entered); v(c.rebookings); v(c.doses_in_phase); v(c.doses); v(c.doses_this_week); v(c.doses_this_year);
  v(c.last_dose_day); v(c.misuse_detected);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(RuleMemory<F>& r, Visit&& v) {
  v(r.visits); v(r.since);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(RuleMemories<F>& rules, Visit&& v) {
  for (auto& rule : rules) each_column(rule, v);
}
// clang-format on

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

// Days from this slot to the next planned one in the same phase.
template <class F>
TACHY_INLINE Word<F> gap_to_next_slot(const ClinicState<F>& c, const Phase& phase) {
  if (phase.listed_gaps == 0) return c.interval_days;
  const Word<F> listed(phase.listed_gaps), last(phase.listed_gaps - 1);
  if (phase.gaps_repeat) {
    const F rounds = (to_float(c.slot) + F(0.5f)) * F(1.0f / to_float(phase.listed_gaps));
    return gather(phase.gap_days, c.slot - multiply(truncate(rounds), listed), c.slot);
  }
  return select(c.slot <= last, gather(phase.gap_days, min(c.slot, last), c.slot), c.interval_days);
}

// Days from this slot to the next dose planned, in this phase or the next; very many after the last.
template <class F>
TACHY_INLINE Word<F> gap_to_next_dose(const ClinicState<F>& c, const Arm& arm, std::uint32_t phase_number,
                                      Word<F> gap) {
  const std::uint32_t next = arm.after(phase_number);
  const Word<F> after_phase(next == kNoPhase ? kNoDay / 2 : arm.phase[next].first_gap_days);
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
  Mask<F> give;      // today's dose
  Mask<F> stop;      // treatment ends
  Mask<F> held;      // no dose because of a cap
  Mask<F> withheld;  // no dose because a rule says so
  Mask<F> waits;     // not yet fit to enter the phase
  Mask<F> moved;     // to another phase
  Word<F> rule;      // number of the rule that decided, from 1; 0 = none
};

// Puts those in `who` at the door of a phase.
template <class F>
TACHY_INLINE void enter_phase(ClinicState<F>& c, const Arm& arm, std::uint32_t number, Word<F> planned_day,
                              Mask<F> who) {
  const Phase& phase = arm.phase[number];
  const Word<F> zero(0u);
  c.phase = select(who, Word<F>(number), c.phase);
  c.slot = select(who, zero, c.slot);
  c.planned_day = select(who, planned_day, c.planned_day);
  c.next_visit = select(who, planned_day, c.next_visit);
  c.interval_days = select(who, Word<F>(phase.every_days), c.interval_days);
  c.dose_step = select(who, Word<F>(first_step(phase)), c.dose_step);
  c.entered = select(who, zero, c.entered);
  c.rebookings = select(who, zero, c.rebookings);
  c.doses_in_phase = select(who, zero, c.doses_in_phase);
}

// Ends treatment for those in `who`.
template <class F>
TACHY_INLINE void end_treatment(ClinicState<F>& c, Treatment how, Mask<F> who) {
  c.treatment = select(who, Word<F>(static_cast<std::uint32_t>(how)), c.treatment);
  c.next_visit = select(who, Word<F>(kNoDay), c.next_visit);
}

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
    case Condition::improvement_above:
      return observed_improvement >= F(rule.threshold);
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

template <class F>
TACHY_INLINE Word<F> changed_step(Word<F> step, const Rule& rule, const Phase& phase) {
  const bool up = rule.dose_steps >= 0;
  const Word<F> steps(static_cast<std::uint32_t>(up ? rule.dose_steps : -rule.dose_steps));
  const Word<F> lowered = select(steps < step, step - steps, Word<F>(0u));
  return up ? min(step + steps, Word<F>(phase.ladder_steps - 1)) : lowered;
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

// Does this rule decide? Counts the visit in; a rule that has fired must be confirmed anew. Memories begin
// afresh with the phase.
template <class F>
TACHY_INLINE Mask<F> fires(const Rule& rule, RuleMemory<F>& kept, Mask<F> holds, std::uint32_t today,
                           Mask<F> present, Mask<F> entering, Mask<F> decided) {
  if (!remembers(rule)) return holds & !decided;
  RuleMemory<F> memory{select(entering, Word<F>(0u), kept.visits),
                       select(entering, Word<F>(kNoDay), kept.since)};
  const Mask<F> fired = confirmed<F>(rule, memory, holds, today) & !decided;
  kept.visits = select(present, select(fired, Word<F>(0u), memory.visits), kept.visits);
  kept.since = select(present, select(fired, Word<F>(kNoDay), memory.since), kept.since);
  return fired;
}

// Applies the rules of a phase to those present: the first that fires decides.
template <class F>
TACHY_INLINE void apply_rules(ClinicState<F>& c, RuleMemories<F>& memories, const Arm& arm,
                              const Phase& phase, F observed_hamd17, F observed_improvement,
                              std::uint32_t today, Mask<F> present, Mask<F> entering, Decision<F>& decision) {
  Mask<F> decided = !present;
  for (std::uint32_t r = 0; r < phase.rules; ++r) {
    const Rule& rule = phase.rule[r];
    const Mask<F> holds = condition_holds<F>(rule, observed_hamd17, observed_improvement, c.misuse_detected);
    const Mask<F> acts = fires<F>(rule, memories[r], holds, today, present, entering, decided);
    decided = decided | acts;
    decision.rule = select(acts, Word<F>(r + 1), decision.rule);
    if (rule.stop) decision.stop = decision.stop | acts;
    if (rule.withhold) decision.withheld = decision.withheld | acts;
    if (rule.interval_change_days != 0)
      c.interval_days = select(acts, changed_interval<F>(c.interval_days, rule), c.interval_days);
    if (rule.dose_steps != 0 && phase.ladder_steps > 0)
      c.dose_step = select(acts, changed_step<F>(c.dose_step, rule, phase), c.dose_step);
    if (rule.go_to != kNoPhase) {
      decision.moved = decision.moved | acts;
      enter_phase<F>(c, arm, rule.go_to, Word<F>(today + rule.go_to_gap_days), acts);
    }
  }
}

// Entry of the phase: those who fail wait, go elsewhere, or are stopped. Returns who is in the phase.
template <class F>
TACHY_INLINE Mask<F> judge_entry(ClinicState<F>& c, const Arm& arm, const Phase& phase, F observed_hamd17,
                                 F observed_improvement, std::uint32_t today, Mask<F> present,
                                 Decision<F>& d) {
  const Entry& entry = phase.entry;
  const Mask<F> fit = (observed_improvement >= F(entry.min_observed_improvement)) &
                      (observed_hamd17 >= F(entry.min_observed_hamd17)) &
                      (observed_hamd17 <= F(entry.max_observed_hamd17));
  const Mask<F> unfit = present & (c.entered == Word<F>(0u)) & !fit;
  const Mask<F> inside = present & !unfit;
  c.entered = select(inside, Word<F>(1u), c.entered);
  Mask<F> turned_away = unfit;
  if (entry.wait_every_days > 0) {
    const Word<F> limit = c.planned_day + Word<F>(entry.wait_at_most_days);
    d.waits = unfit & (Word<F>(today + entry.wait_every_days) <= limit);
    turned_away = unfit & !d.waits;
  }
  if (entry.otherwise != kNoPhase) {
    d.moved = turned_away;
    enter_phase<F>(c, arm, entry.otherwise,
                   Word<F>(today + max(1u, arm.phase[entry.otherwise].first_gap_days)), turned_away);
  } else {
    d.stop = turned_away;
  }
  return inside;
}

// How many doses were given in this week and year so far.
template <class F>
TACHY_INLINE void renew_counts(ClinicState<F>& c, std::uint32_t today) {
  const Word<F> zero(0u), week(today / 7 * 7), year(today / 365 * 365);
  c.doses_this_week = select(c.last_dose_day < week, zero, c.doses_this_week);
  c.doses_this_year = select(c.last_dose_day < year, zero, c.doses_this_year);
}

// Is the cap of the week or the year reached?
template <class F>
TACHY_INLINE Mask<F> capped(const ClinicState<F>& c, const PolicyStage& policy) {
  return (c.doses_this_year >= Word<F>(policy.max_doses_per_year)) |
         (c.doses_this_week >= Word<F>(policy.max_doses_per_week));
}

// Entry of the phase, stopping rule, response-guided rules, caps, in this order.
template <class F>
TACHY_INLINE Decision<F> decide(ClinicState<F>& c, RuleMemories<F>& memories, const Arm& arm,
                                std::uint32_t phase_number, F observed_hamd17, F observed_improvement,
                                std::uint32_t today, Mask<F> present) {
  const Phase& phase = arm.phase[phase_number];
  const Mask<F> nobody = present & !present;
  Decision<F> d{nobody, nobody, nobody, nobody, nobody, nobody, Word<F>(0u)};
  const Mask<F> entering = c.entered == Word<F>(0u);
  const Mask<F> inside =
      judge_entry<F>(c, arm, phase, observed_hamd17, observed_improvement, today, present, d);
  const Mask<F> tried_enough = c.doses_in_phase >= Word<F>(phase.stop_after_doses);
  d.stop = d.stop | (inside & tried_enough & (observed_improvement < F(phase.stop_improvement_below)));
  apply_rules<F>(c, memories, arm, phase, observed_hamd17, observed_improvement, today, inside & !d.stop,
                 entering, d);
  renew_counts<F>(c, today);
  const Mask<F> may = inside & !d.stop & !d.withheld & !d.moved;
  const Mask<F> full = capped<F>(c, arm.policy_on(today));
  d.held = may & full;
  d.give = phase.assessment_only ? nobody : may & !full;
  return d;
}

// A dose has been given today to those in `who`.
template <class F>
TACHY_INLINE void count_dose(ClinicState<F>& c, std::uint32_t today, Mask<F> who) {
  const auto add = [&](Word<F>& count) TACHY_LAMBDA { count = select(who, count + Word<F>(1u), count); };
  add(c.doses);
  add(c.doses_in_phase);
  add(c.doses_this_week);
  add(c.doses_this_year);
  c.last_dose_day = select(who, Word<F>(today), c.last_dose_day);
}

// Moves on from this slot: the next of the phase, the first of the next phase, or the end of the plan. Those
// who keep their place (a missed dose given at the end) stay at this slot, one gap later.
template <class F>
TACHY_INLINE void plan_next(ClinicState<F>& c, const Arm& arm, std::uint32_t phase_number,
                            std::uint32_t today, Word<F> gap, Mask<F> moves_on, Mask<F> keeps_place) {
  const Phase& phase = arm.phase[phase_number];
  const std::uint32_t next = arm.after(phase_number);
  const Word<F> next_slot = select(keeps_place, c.slot, c.slot + Word<F>(1u)),
                next_planned = c.planned_day + gap;
  const Mask<F> phase_over = (next_slot >= Word<F>(phase.doses)) | (next_planned > Word<F>(phase.last_day));
  const Mask<F> spent = c.doses >= Word<F>(arm.max_doses);
  const Mask<F> leaves = moves_on & phase_over & !spent, stays = moves_on & !phase_over & !spent;
  const Word<F> tomorrow(today + 1);
  const Word<F> planned = max(next_planned, tomorrow);
  c.slot = select(stays, next_slot, c.slot);
  c.rebookings = select(moves_on, Word<F>(0u), c.rebookings);
  Mask<F> ends = moves_on & (spent | phase_over);
  if (next != kNoPhase) {
    const Word<F> entry_day = c.planned_day + Word<F>(arm.phase[next].first_gap_days);
    const Mask<F> enters = leaves & (entry_day <= Word<F>(arm.phase[next].last_day));
    ends = ends & !enters;
    enter_phase<F>(c, arm, next, max(entry_day, tomorrow), enters);
  }
  c.planned_day = select(stays, planned, c.planned_day);
  c.next_visit = select(stays, planned, c.next_visit);
  end_treatment(c, Treatment::completed, ends);
}

}  // namespace tachy::regimen
