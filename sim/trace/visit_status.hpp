// The status of a visit and its reason, from the clinic state before the visit and the visit's events.
#pragma once

#include "trace/diary.hpp"

namespace tachy::trace {

struct SeenVisit {
  const regimen::Plan& plan;
  std::uint32_t arm, day;
  const regimen::ClinicState<float>& before;
  const day::VisitEvents<float>& events;
  const model::Person& person;
};

struct ReasonedStatus {
  VisitStatus status;
  Reason reason;
};
ReasonedStatus status_of(const SeenVisit& seen);

// The dose form given, or that would have been.
std::uint32_t form_of(const SeenVisit& seen);

}  // namespace tachy::trace
