#include <algorithm>
#include <cmath>

#include "bench/plain_patient.hpp"
#include "model/definitions.hpp"

namespace tachy::bench {

namespace {

using regimen::CatchUp;
using regimen::Treatment;

void enter_phase(const regimen::Arm& arm, Patient& p, std::uint32_t number, std::uint32_t day) {
  p.phase = number;
  p.planned_day = p.next_visit = day;
  p.admitted = false;
  p.interval_days = arm.phase[number].every_days;
  p.slot = p.rebookings = p.doses_in_phase = 0;
  p.coming_late = false;
  p.rules = {};
}

void end_treatment(Patient& p, Treatment how) {
  p.treatment = how;
  p.next_visit = regimen::kNoDay;
}

std::uint32_t gap_to_next_slot(const regimen::Phase& phase, const Patient& p) {
  return p.slot < phase.listed_gaps ? phase.gap_days[p.slot] : p.interval_days;
}

// The first visit of a phase that follows on the planned day `since`: who enters is judged, if need be on a
// day before the first dose.
std::uint32_t first_visit_day(const regimen::Phase& phase, std::uint32_t since) {
  return since + std::min(phase.entry.judged_after_days, phase.first_gap_days);
}

// The next visit planned, in this phase or the next.
std::uint32_t next_visit_day(const regimen::Arm& arm, const Patient& p, std::uint32_t day) {
  if (day < p.planned_day) return p.planned_day;
  const regimen::Phase& phase = arm.phase[p.phase];
  if (p.slot + 1 < phase.doses)
    return std::min(p.planned_day + gap_to_next_slot(phase, p), phase.last_day + 1);
  const std::uint32_t next = arm.after(p.phase);
  return next == regimen::kNoPhase ? regimen::kNoDay : first_visit_day(arm.phase[next], p.planned_day);
}

// The day before which today's visit must be held.
std::uint32_t day_too_late(const World& world, const regimen::Arm& arm, const Patient& p, std::uint32_t day) {
  const bool moves = world.experiment.plan.attendance.catch_up == CatchUp::shift;
  const std::uint32_t last_day = arm.phase[p.phase].last_day;
  return moves ? last_day == regimen::kNoDay ? last_day : last_day + 1 : next_visit_day(arm, p, day);
}

// lost: the visit was missed for good.
void book_next(const World& world, const regimen::Arm& arm, Patient& p, std::uint32_t day, bool lost) {
  const regimen::Phase& phase = arm.phase[p.phase];
  p.rebookings = 0;
  p.coming_late = false;
  if (day < p.planned_day) {  // judged, or the judgement missed
    p.next_visit = p.planned_day;
    return;
  }
  const CatchUp catch_up = world.experiment.plan.attendance.catch_up;
  if (catch_up == CatchUp::shift) p.planned_day = day;
  const std::uint32_t planned = p.planned_day + gap_to_next_slot(phase, p), next = arm.after(p.phase);
  const std::uint32_t slot = p.slot + (lost && catch_up != CatchUp::skip ? 0 : 1);
  if (p.doses >= arm.max_doses) return end_treatment(p, Treatment::completed);
  if (slot < phase.doses && planned <= phase.last_day) {
    p.slot = slot;
    p.planned_day = p.next_visit = std::max(planned, day + 1);
    return;
  }
  if (next == regimen::kNoPhase) return end_treatment(p, Treatment::completed);
  const std::uint32_t entry = std::max(p.planned_day + arm.phase[next].first_gap_days, day + 1);
  if (entry > arm.phase[next].last_day) return end_treatment(p, Treatment::completed);
  const std::uint32_t first_visit = std::max(first_visit_day(arm.phase[next], p.planned_day), day + 1);
  enter_phase(arm, p, next, entry);
  p.next_visit = first_visit;
}

bool comes(const World& world, const regimen::Arm& arm, Patient& p, Luck& luck, std::uint32_t day) {
  const regimen::Attendance& a = world.experiment.plan.attendance;
  if (p.coming_late) return true;
  if (luck.happens(std::min(p.p_missed * harm_of_use(world, p).missed_ratio, 1.0))) {
    const std::uint32_t again = day + a.rebook_days;
    if (p.rebookings >= a.rebook_tries || again >= day_too_late(world, arm, p, day)) {
      book_next(world, arm, p, day, true);
      return false;
    }
    ++p.rebookings;
    p.next_visit = again;
    return false;
  }
  if (p.rebookings > 0 || !luck.happens(std::min(a.p_late / (1.0f - a.p_missed), 1.0f))) return true;
  const std::uint32_t later = day + luck.whole_between(1, a.late_days_max);
  if (later >= day_too_late(world, arm, p, day)) return true;
  p.coming_late = true;
  p.next_visit = later;
  return false;
}

bool holds(const regimen::Rule& rule, double observed, double improvement, bool misuse_detected) {
  switch (rule.condition) {
    case regimen::Condition::score_at_least:
      return observed >= rule.threshold;
    case regimen::Condition::score_at_most:
      return observed <= rule.threshold;
    case regimen::Condition::improvement_below:
      return improvement < rule.threshold;
    case regimen::Condition::improvement_above:
      return improvement >= rule.threshold;
    case regimen::Condition::misuse_detected:
      return misuse_detected;
  }
  return false;
}

bool fires(const regimen::Rule& rule, RuleCount& count, bool holding, bool decided, std::uint32_t day) {
  if (!holding) {
    count = {};
    return false;
  }
  count.since = std::min(count.since, day);
  ++count.visits;
  const bool confirmed = count.visits >= rule.visits_in_a_row && day - count.since >= rule.for_days;
  if (!confirmed || decided) return false;
  count = {};
  return true;
}

void change_interval(const regimen::Rule& rule, Patient& p) {
  const auto changed = static_cast<std::int64_t>(p.interval_days) + rule.interval_change_days;
  p.interval_days = static_cast<std::uint32_t>(std::max<std::int64_t>(
      std::min<std::int64_t>(changed, rule.interval_high_days), rule.interval_low_days));
}

// May the patient stay in treatment?
bool clinic_agrees(const regimen::Phase& phase, Patient& p, double observed, std::uint32_t day) {
  const double improvement = 1.0 - observed / p.baseline;
  const regimen::Entry& entry = phase.entry;
  if (!p.admitted && (improvement < entry.min_observed_improvement || observed < entry.min_observed_hamd17 ||
                      observed > entry.max_observed_hamd17))
    return false;
  p.admitted = true;
  if (day < p.planned_day) return true;
  if (p.doses_in_phase >= phase.stop_after_doses && improvement < phase.stop_improvement_below) return false;
  bool decided = false, stops = false;
  for (std::uint32_t r = 0; r < phase.rules; ++r) {
    const regimen::Rule& rule = phase.rule[r];
    const bool holding = holds(rule, observed, improvement, p.misuse_detected);
    if (!fires(rule, p.rules[r], holding, decided, day)) continue;
    decided = true;
    stops = rule.stop;
    if (rule.interval_change_days != 0) change_interval(rule, p);
  }
  return !stops;
}

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

bool suffer_harms(const World& world, Patient& p, Luck& luck) {
  using Kind = model::SessionEventKind;
  const model::Parameters& m = world.parameters;
  const bool first = p.sessions_per_week <= 0.0;
  const double rise = p.systolic_rise + m.systolic_rise_per_log_peak_mmhg * p.log_peak +
                      m.systolic_rise_sd_session * luck.normal();
  bool any = false;
  for (const model::SessionEventRow& row : model::kSessionEventTable) {
    const bool occurs =
        row.kind == Kind::adverse_event
            ? luck.happens(logistic(m.*row.logit + m.*row.slope * p.log_peak + p.adverse_event_frailty -
                                    (first ? 0.0f : m.*row.later_step)))
            : rise + (row.kind == Kind::systolic_peak ? p.systolic_resting : 0.0) >= row.limit_mmhg;
    p.events[model::place_of(row.event)] += occurs;
    any = any || occurs;
  }
  return any;
}

void hold_session(const World& world, Patient& p, std::uint32_t day) {
  const model::Parameters& m = world.parameters;
  const double drive = std::pow(p.exposure / p.half_effect_exposure, m.hill);
  p.fast += (m.benefit_is_sigmoid > 0.0f ? std::sqrt(drive) : drive) /
            (1.0 + p.tolerance / m.antidepressant_tolerance_t50);
  p.tolerance += m.antidepressant_tolerance_gain * drive / (1.0 + drive) * (1.0 - p.tolerance);
  const double as_inert = std::min(m.expectancy_saline, m.expectancy_drug);
  p.expectancy = std::max(p.expectancy, p.placebo_responsiveness * as_inert);
  p.unblinding = std::max(p.unblinding, p.placebo_responsiveness * (m.expectancy_drug - as_inert));
  p.reward_tolerance += m.reward_tolerance_gain * (1.0 - p.reward_tolerance);
  p.craving += m.craving_gain * (1.0 - p.craving);
  p.neuroadaptation += m.neuroadaptation_gain * (1.0 - p.neuroadaptation);
  p.sessions_per_week += world.dose_as_weekly_rate;
  p.mg_per_week += world.dose_as_weekly_rate * p.dose_mg;
  p.cumulative_mg += p.dose_mg;
  ++p.sessions;
  ++p.doses;
  ++p.doses_in_phase;
  p.last_dose_day = day;
}

bool drops_out(const World& world, const Patient& p, Luck& luck, std::uint32_t day, double days,
               double improvement, bool event) {
  const model::Parameters& m = world.parameters;
  const double unsettled = std::exp(-static_cast<double>(day) / m.drop_out_settling_days);
  const double hazard =
      (m.drop_out_late_per_week + (m.drop_out_early_per_week - m.drop_out_late_per_week) * unsettled) / 7.0;
  const double ratio = (improvement < model::kNoResponseImprovement ? m.drop_out_no_response_ratio : 1.0) *
                       (event ? m.drop_out_adverse_event_ratio : 1.0);
  return luck.happens(1.0 - std::exp(-hazard * world.experiment.plan.attendance.leaving_ratio * days *
                                     p.drop_out_ratio * ratio * harm_of_use(world, p).drop_out_ratio));
}

}  // namespace

void begin_plainly(const regimen::Arm& arm, Patient& p) {
  enter_phase(arm, p, 0, arm.phase[0].first_gap_days);
}

void visit_plainly(const World& world, const regimen::Arm& arm, Patient& p, Luck& luck, std::uint32_t day) {
  if (!comes(world, arm, p, luck, day)) return;
  const regimen::Phase& phase = arm.phase[p.phase];
  const double error = world.parameters.rating_error_sd_hamd17 * luck.normal();
  const double observed = std::max(score_on(world, p, day) + error, 0.0);
  const bool misuses =
      p.dependence == model::Dependence::misuse || p.dependence == model::Dependence::use_disorder;
  const regimen::PolicyStage& policy = arm.policy_on(day);
  p.misuse_detected |= luck.happens(misuses ? policy.p_misuse_detected : policy.p_false_alarm);
  if (!clinic_agrees(phase, p, observed, day)) return end_treatment(p, Treatment::stopped);
  if (day < p.planned_day) return book_next(world, arm, p, day, false);

  const bool event = suffer_harms(world, p, luck);
  const double days_since_dose = p.doses > 0 ? day - p.last_dose_day : 0;
  hold_session(world, p, day);
  book_next(world, arm, p, day, false);
  if (p.treatment == Treatment::in_treatment &&
      drops_out(world, p, luck, day, days_since_dose, 1.0 - observed / p.baseline, event))
    end_treatment(p, Treatment::dropped_out);
}

}  // namespace tachy::bench
