#include "trace/visit_status.hpp"

namespace tachy::trace {

namespace {

const regimen::Phase& phase_of(const SeenVisit& seen) {
  return seen.plan.arm[seen.arm].phase[seen.before.phase];
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

}  // namespace

ReasonedStatus status_of(const SeenVisit& seen) {
  const day::VisitEvents<float>& e = seen.events;
  if (any(e.lost)) return {VisitStatus::lost, Reason::none};
  if (any(e.postponed)) return {any(e.missed) ? VisitStatus::missed : VisitStatus::postponed, Reason::none};
  const auto reason = static_cast<Reason>(e.decision.reason);
  if (any(e.given)) {
    const Reason reduced = why_reduced(seen);
    if (reduced != Reason::none) return {VisitStatus::reduced, reduced};
    return {VisitStatus::given, reason};
  }
  if (any(e.decision.stop)) return {VisitStatus::stopped, reason};
  if (any(e.decision.waits)) return {VisitStatus::waiting, reason};
  if (any(e.decision.moved)) return {VisitStatus::moved, reason};
  if (any(e.decision.withheld | e.decision.held)) return {VisitStatus::held, reason};
  return {VisitStatus::assessed, reason};
}

std::uint32_t form_of(const SeenVisit& seen) {
  return day::form_given(seen.plan.arm[seen.arm], seen.before.phase, seen.events.dose_step, seen.day);
}

}  // namespace tachy::trace
