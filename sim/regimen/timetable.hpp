// ODD 7.8: when the visits of a plan are: gaps, weekdays, from phase to phase, and who comes when.
#pragma once

#include "regimen/clinic_state.hpp"

namespace tachy::regimen {

// Days from a day of the scenario to the next of the phase's weekdays.
template <class F>
TACHY_INLINE Word<F> gap_to_weekday(const Phase& phase, Word<F> day) {
  const Word<F> seven(7u);
  const F weeks = (to_float(day) + F(0.5f)) * F(1.0f / 7.0f);
  return gather(phase.weekday_gap, min(day - multiply(truncate(weeks), seven), Word<F>(6u)), day);
}

// The day on which a phase begins that may begin on `earliest`, which is not day 0.
template <class F>
TACHY_INLINE Word<F> first_day_of(const Phase& phase, Word<F> earliest) {
  if (!phase.on_weekdays) return earliest;
  const Word<F> before = earliest - Word<F>(1u);
  return before + gap_to_weekday<F>(phase, before);
}

// Days from this slot to the next planned one in the same phase.
template <class F>
TACHY_INLINE Word<F> gap_to_next_slot(const ClinicState<F>& c, const Phase& phase) {
  if (phase.on_weekdays) return gap_to_weekday<F>(phase, c.planned_day);
  if (phase.listed_gaps == 0) return c.interval_days;
  const Word<F> last(phase.listed_gaps - 1);
  return select(c.slot <= last, gather(phase.gap_days, min(c.slot, last), c.slot), c.interval_days);
}

// Is the entry of this phase still to be passed?
template <class F>
TACHY_INLINE Mask<F> is_asked(const ClinicState<F>& c, const Entry& entry, std::uint32_t number) {
  const Mask<F> never = !is_noted(c, admitted(number));
  return entry.each_time ? never | !never : never;
}

// The day on which a phase begins that follows on the last planned day `since`: its judgement, or its first
// planned day.
template <class F>
TACHY_INLINE Word<F> first_visit_of(const ClinicState<F>& c, const Phase& phase, std::uint32_t number,
                                    Word<F> since, Word<F> planned_day) {
  if (phase.entry.judged_after_days == kNoLimit) return planned_day;
  const Word<F> judged = min(since + Word<F>(phase.entry.judged_after_days), planned_day);
  return select(is_asked<F>(c, phase.entry, number), judged, planned_day);
}

// Does this visit come before the first planned day of its phase, to judge who enters?
template <class F>
TACHY_INLINE Mask<F> is_early(const ClinicState<F>& c, std::uint32_t today) {
  return Word<F>(today) < c.planned_day;
}

// The day before which a visit must be held: that of the next one planned, in this phase or the next; very
// late after the last, and where what follows moves with it, so that a judgement falls on the same day
// whenever its phase begins. A phase lets nobody come after its last day.
template <class F>
TACHY_INLINE Word<F> day_too_late(const ClinicState<F>& c, const Arm& arm, std::uint32_t phase_number,
                                  std::uint32_t today, Word<F> gap, CatchUp catch_up) {
  const Phase& phase = arm.phase[phase_number];
  const std::uint32_t next = arm.after(phase_number);
  const Word<F> very_late = c.planned_day + Word<F>(kNoDay / 2);
  const bool moves = catch_up == CatchUp::shift;
  Word<F> after_phase = very_late;
  if (next != kNoPhase && !moves) {
    const Phase& follower = arm.phase[next];
    const Word<F> planned = first_day_of<F>(follower, c.planned_day + Word<F>(follower.first_gap_days));
    after_phase = first_visit_of<F>(c, follower, next, c.planned_day, planned);
  }
  const Mask<F> last = c.slot + Word<F>(1u) >= Word<F>(phase.doses);
  const Word<F> in_order = select(last, after_phase, moves ? very_late : c.planned_day + gap);
  const Word<F> next_visit = select(is_early<F>(c, today), moves ? very_late : c.planned_day, in_order);
  return phase.last_day == kNoDay ? next_visit : min(next_visit, Word<F>(phase.last_day + 1));
}

// Does the patient come today? At most one of the masks is set; if none is, the dose of this slot is lost.
template <class F>
struct Arrival {
  Mask<F> comes, comes_later, rebooked;
  Word<F> later_day;
};
template <class F>
TACHY_INLINE Arrival<F> arrive(const ClinicState<F>& c, const Attendance& a, F p_missed, std::uint32_t today,
                               Word<F> too_late, const RandomWords<F>& visit) {
  const Word<F> day(today);
  const Word<F> word_late = visit.word(Purpose::lateness);
  const Mask<F> announced = c.rebookings == Word<F>(kComingLate);
  const Mask<F> keeps = announced | !happens<F>(visit.word(Purpose::attendance), p_missed);
  const F late_choice = to_float(word_late & Word<F>(0xffffu)) * F(to_float(a.late_days_max) / 65536.0f);
  const Word<F> late_day = day + Word<F>(1u) + truncate(late_choice);
  const Mask<F> late =
      keeps & (c.rebookings == Word<F>(0u)) & happens<F>(word_late, F(a.p_late)) & (late_day < too_late);
  const Word<F> rebooked_day(today + a.rebook_days);
  const Mask<F> rebooked = (!keeps) & (c.rebookings < Word<F>(a.rebook_tries)) & (rebooked_day < too_late);
  return {keeps & !late, late, rebooked, select(late, late_day, rebooked_day)};
}

// Moves the patients in `who` to the beginning of a phase, before its entry. It begins on `earliest` or
// later; `since` is the planned day of the dose before.
template <class F>
TACHY_INLINE void enter_phase(ClinicState<F>& c, const Arm& arm, std::uint32_t number, std::uint32_t today,
                              Word<F> since, Word<F> earliest, Mask<F> who) {
  const Phase& phase = arm.phase[number];
  const Word<F> zero(0u), planned_day = first_day_of<F>(phase, earliest);
  const Word<F> first_visit =
      max(first_visit_of<F>(c, phase, number, since, planned_day), Word<F>(today + 1));
  c.phase = select(who, Word<F>(number), c.phase);
  c.slot = select(who, zero, c.slot);
  c.planned_day = select(who, planned_day, c.planned_day);
  c.next_visit = select(who, first_visit, c.next_visit);
  c.interval_days = select(who, Word<F>(phase.every_days), c.interval_days);
  c.dose_step = select(who, Word<F>(first_step(phase)), c.dose_step);
  remove_note(c, kEntered | (phase.entry.each_time ? admitted(number) : 0u), who);
  c.rebookings = select(who, zero, c.rebookings);
  c.doses_in_phase = select(who, zero, c.doses_in_phase);
}

// Ends treatment for those in `who`.
template <class F>
TACHY_INLINE void end_treatment(ClinicState<F>& c, Treatment how, Mask<F> who) {
  c.treatment = select(who, Word<F>(static_cast<std::uint32_t>(how)), c.treatment);
  c.next_visit = select(who, Word<F>(kNoDay), c.next_visit);
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
  const Word<F> tomorrow(today + 1);
  const Word<F> planned = first_day_of<F>(phase, max(next_planned, tomorrow));
  const Mask<F> phase_over = (next_slot >= Word<F>(phase.doses)) | (planned > Word<F>(phase.last_day));
  const Mask<F> spent = c.doses >= Word<F>(arm.max_doses);
  const Mask<F> leaves = moves_on & phase_over & !spent, stays = moves_on & !phase_over & !spent;
  c.slot = select(stays, next_slot, c.slot);
  c.rebookings = select(moves_on, Word<F>(0u), c.rebookings);
  Mask<F> ends = moves_on & (spent | phase_over);
  if (next != kNoPhase) {
    const Word<F> earliest = max(c.planned_day + Word<F>(arm.phase[next].first_gap_days), tomorrow);
    const Word<F> entry_day = first_day_of<F>(arm.phase[next], earliest);
    const Mask<F> enters = leaves & (entry_day <= Word<F>(arm.phase[next].last_day));
    ends = ends & !enters;
    enter_phase<F>(c, arm, next, today, c.planned_day, entry_day, enters);
  }
  c.planned_day = select(stays, planned, c.planned_day);
  c.next_visit = select(stays, planned, c.next_visit);
  end_treatment(c, Treatment::completed, ends);
}

}  // namespace tachy::regimen
