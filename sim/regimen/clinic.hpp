// ODD 7.8: the clinic's decision at a visit: who may enter a phase, who is stopped, what the rules say and
// what the caps allow. It sees ratings and tests, never the true state.
//
// Every function handles one phase of one arm for many patients at once. What differs between patients is in
// ClinicState; what the protocol says is in Phase (plan.hpp).
#pragma once

#include "regimen/rules.hpp"

namespace tachy::regimen {

// After a wait the phase's own calendar begins with the day on which its condition holds.
template <class F>
TACHY_INLINE void begin_after_wait(ClinicState<F>& c, const Phase& phase, std::uint32_t today,
                                   Mask<F> passes) {
  const Word<F> day(today);
  const Mask<F> waited = passes & (c.rebookings == Word<F>(kWaiting)) & (c.planned_day < day);
  c.planned_day = select(waited, first_day_of<F>(phase, day), c.planned_day);
}

// Entry of the phase: those who fail wait, go elsewhere, or are stopped. Returns who is in the phase; who is
// admitted before its first day is not yet.
template <class F>
TACHY_INLINE Mask<F> judge_entry(ClinicState<F>& c, const Arm& arm, std::uint32_t phase_number,
                                 F observed_hamd17, F observed_improvement, std::uint32_t today,
                                 Mask<F> present, Decision<F>& d) {
  const Phase& phase = arm.phase[phase_number];
  const Entry& entry = phase.entry;
  const Mask<F> fit = (observed_improvement >= F(entry.min_observed_improvement)) &
                      (observed_hamd17 >= F(entry.min_observed_hamd17)) &
                      (observed_hamd17 <= F(entry.max_observed_hamd17));
  const Mask<F> unfit = present & !is_noted(c, admitted(phase_number)) & !fit;
  const Mask<F> passes = present & !unfit;
  if (entry.wait_every_days > 0) begin_after_wait<F>(c, phase, today, passes);
  d.admitted = passes & is_early<F>(c, today);
  const Mask<F> inside = passes & !d.admitted;
  add_note(c, admitted(phase_number), passes);
  add_note(c, kEntered, inside);
  Mask<F> turned_away = unfit;
  if (entry.wait_every_days > 0) {
    const Word<F> limit = min(c.planned_day + Word<F>(entry.wait_at_most_days), Word<F>(phase.last_day));
    d.waits = unfit & (Word<F>(today + entry.wait_every_days) <= limit);
    turned_away = unfit & !d.waits;
  }
  if (entry.otherwise != kNoPhase) {
    d.moved = turned_away;
    enter_phase<F>(c, arm, entry.otherwise, today, Word<F>(today),
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

// Is the cap of the week, or that of the year, reached?
template <class F>
TACHY_INLINE Mask<F> week_is_full(const ClinicState<F>& c, const PolicyStage& policy) {
  return c.doses_this_week >= Word<F>(policy.max_doses_per_week);
}
template <class F>
TACHY_INLINE Mask<F> year_is_full(const ClinicState<F>& c, const PolicyStage& policy) {
  return c.doses_this_year >= Word<F>(policy.max_doses_per_year);
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

// Why it was decided so. A stop rule that falls on the last dose of a phase is judged on entering the next
// (Entry::stopped_below).
template <class F>
TACHY_INLINE Word<F> reason_of(const Decision<F>& d, const Entry& entry, F observed_improvement,
                               Mask<F> entering, Mask<F> year_full) {
  const auto number = [](Reason reason) TACHY_LAMBDA { return Word<F>(static_cast<std::uint32_t>(reason)); };
  const Mask<F> by_rule = Word<F>(0u) < d.rule;
  const Mask<F> too_little = observed_improvement < F(entry.stopped_below);
  const Mask<F> benefit_judged = too_little | !entering;
  const Word<F> turned_away = select(benefit_judged, number(Reason::no_benefit), number(Reason::entry));
  const Word<F> full = select(year_full, number(Reason::year_cap), number(Reason::week_cap));
  Word<F> reason = select(d.waits, number(Reason::entry), number(Reason::none));
  reason = select(d.stop | d.moved, turned_away, reason);
  reason = select(by_rule, number(Reason::rule), reason);
  return select(d.held, full, reason);
}

// Entry of the phase, stopping rule, response-guided rules, caps, in this order.
template <class F>
TACHY_INLINE Decision<F> decide(ClinicState<F>& c, RuleMemories<F>& memories, const Arm& arm,
                                std::uint32_t phase_number, F observed_hamd17, F observed_improvement,
                                std::uint32_t today, Mask<F> present) {
  const Phase& phase = arm.phase[phase_number];
  const Mask<F> nobody = present & !present;
  Decision<F> d{.give = nobody,
                .stop = nobody,
                .held = nobody,
                .withheld = nobody,
                .waits = nobody,
                .admitted = nobody,
                .moved = nobody,
                .rule = Word<F>(0u),
                .reason = Word<F>(0u)};
  const Mask<F> entering = !is_noted(c, kEntered);
  const Mask<F> inside =
      judge_entry<F>(c, arm, phase_number, observed_hamd17, observed_improvement, today, present, d);
  const Mask<F> tried_enough = c.doses_in_phase >= Word<F>(phase.stop_after_doses);
  d.stop = d.stop | (inside & tried_enough & (observed_improvement < F(phase.stop_improvement_below)));
  apply_rules<F>(c, memories, arm, phase, observed_hamd17, observed_improvement, today, inside & !d.stop,
                 entering, d);
  renew_counts<F>(c, today);
  const PolicyStage& policy = arm.policy_on(today);
  const Mask<F> may = phase.assessment_only ? nobody : inside & !d.stop & !d.withheld & !d.moved;
  const Mask<F> year_full = year_is_full<F>(c, policy), full = year_full | week_is_full<F>(c, policy);
  d.held = may & full;
  d.give = may & !full;
  d.reason = reason_of<F>(d, phase.entry, observed_improvement, entering, year_full);
  return d;
}

}  // namespace tachy::regimen
