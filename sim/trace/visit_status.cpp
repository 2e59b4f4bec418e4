#include "trace/visit_status.hpp"

namespace tachy::trace {

namespace {

const regimen::Phase& phase_of(const SeenVisit& seen) {
  return seen.plan.arm[seen.arm].phase[seen.before.phase];
}

// A stop rule that falls on the last dose of a phase is judged on entering the next.
Reason why_turned_away(const SeenVisit& seen) {
  if (seen.events.decision.rule > 0) return Reason::rule;
  if (seen.before.entered != 0) return Reason::no_benefit;
  const float improvement = 1.0f - seen.events.observed / seen.person.baseline_hamd17;
  return improvement < phase_of(seen).entry.stopped_below ? Reason::no_benefit : Reason::entry;
}

Reason why_capped(const SeenVisit& seen) {
  regimen::ClinicState<float> clinic = seen.before;
  regimen::renew_counts(clinic, seen.day);
  const regimen::PolicyStage& policy = seen.plan.arm[seen.arm].policy_on(seen.day);
  return any(regimen::year_is_full(clinic, policy)) ? Reason::year_cap : Reason::week_cap;
}

// Why less was given than planned; none when it was not.
Reason why_reduced(const SeenVisit& seen) {
  const auto mg_of = [&](const model::DoseForm& form) { return model::dose_mg(form, seen.person.weight_kg); };
  const day::VisitEvents<float>& e = seen.events;
  model::DoseForm planned = seen.plan.dose_form[day::form_at(phase_of(seen), e.dose_step)];
  if (e.mg < mg_of(planned)) return Reason::session_cap;
  planned.at_most_mg = model::kNoCeiling;
  if (e.mg < mg_of(planned)) return Reason::dose_ceiling;
  return e.decision.rule > 0 && e.dose_step < seen.before.dose_step ? Reason::rule : Reason::none;
}

ReasonedStatus status_of_dose(const SeenVisit& seen) {
  const Reason reduced = why_reduced(seen);
  if (reduced != Reason::none) return {VisitStatus::reduced, reduced};
  return {VisitStatus::given, seen.events.decision.rule > 0 ? Reason::rule : Reason::none};
}

}  // namespace

ReasonedStatus status_of(const SeenVisit& seen) {
  const day::VisitEvents<float>& e = seen.events;
  if (any(e.lost)) return {VisitStatus::lost, Reason::none};
  if (any(e.postponed)) return {any(e.missed) ? VisitStatus::missed : VisitStatus::postponed, Reason::none};
  if (any(e.given)) return status_of_dose(seen);
  if (any(e.decision.stop)) return {VisitStatus::stopped, why_turned_away(seen)};
  if (any(e.decision.waits)) return {VisitStatus::waiting, Reason::entry};
  if (any(e.decision.moved)) return {VisitStatus::moved, why_turned_away(seen)};
  if (any(e.decision.withheld)) return {VisitStatus::held, Reason::rule};
  if (any(e.decision.held)) return {VisitStatus::held, why_capped(seen)};
  return {VisitStatus::assessed, e.decision.rule > 0 ? Reason::rule : Reason::none};
}

std::uint32_t form_of(const SeenVisit& seen) {
  return day::form_given(seen.plan.arm[seen.arm], seen.before.phase, seen.events.dose_step, seen.day);
}

}  // namespace tachy::trace
