// What became of a visit and why, found from the clinic state before it and from what it brought.
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

struct Verdict {
  VisitStatus status;
  Reason reason;
};
Verdict verdict_on(const SeenVisit& seen);

// The dose form given, or that would have been.
std::uint32_t form_of(const SeenVisit& seen);

}  // namespace tachy::trace
