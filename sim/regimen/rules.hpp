// ODD 7.8: the rules of a response-guided phase; at each visit the first that has held long enough decides.
#pragma once

#include "regimen/reasons.hpp"
#include "regimen/timetable.hpp"

namespace tachy::regimen {

// What the clinic decides for a patient who has come.
template <class F>
struct Decision {
  Mask<F> give;      // today's dose
  Mask<F> stop;      // treatment ends
  Mask<F> held;      // no dose because of a cap
  Mask<F> withheld;  // no dose because a rule says so
  Mask<F> waits;     // not yet fit to enter the phase
  Mask<F> admitted;  // may enter the phase, which begins on a later day
  Mask<F> moved;     // to another phase
  Word<F> rule;      // number of the rule that decided, from 1; 0 = none
  Word<F> reason;    // enum Reason; what is given less of says its own (trace/visit_status.hpp)
};

template <class F>
TACHY_INLINE Mask<F> condition_holds(const Rule& rule, F observed_hamd17, F observed_improvement,
                                     Mask<F> misuse_detected) {
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
      return misuse_detected;
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
    const Mask<F> holds =
        condition_holds<F>(rule, observed_hamd17, observed_improvement, is_noted(c, kMisuseDetected));
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
      enter_phase<F>(c, arm, rule.go_to, today, Word<F>(today), Word<F>(today + rule.go_to_gap_days), acts);
    }
  }
}

}  // namespace tachy::regimen
