// The readable reference: one patient's life under every arm, walked day by day in plain floats.
//
// Calls the same equations as the block walk and must give the same bits (tested). Slow; for tests, for
// following a patient, and for reading.
#pragma once

#include <functional>
#include <vector>

#include "day/enrol.hpp"
#include "day/flow.hpp"
#include "day/rare_events.hpp"
#include "model/cohort.hpp"

namespace tachy::day {

struct ArmLife {
  model::CarryOver<float> carried;
  model::EventClocks<float> clocks;
  regimen::ClinicState<float> clinic;
  regimen::RuleMemories<float> rules;
  model::Record<float> record;
  model::DependenceState dependence;
  FlowRecord<float> flow;
};

// A review at which further misuse clocks rang, or the patient's own while others are still to ring: from
// here on lives part (day/copies.hpp).
struct Parting {
  std::uint32_t arm, day, days_since_review;
  bool attempt;
  MisuseRings rings;
  ArmLife before;  // after the clocks of the review, before its rare events
  model::Course<float> course;
};
// Whether this review is such a one; `before`: the dependence that led to it.
inline bool lives_part(const MisuseRings& rings, const Setup& setup, const model::DependenceState& before) {
  const bool several = setup.experiment->misuse_clocks > 1;
  return several && before.clock_starts == 0 && (rings.own || rings.count > 0);
}

struct PatientLife {
  model::Person person;
  model::Traits<float> traits;
  std::vector<FormExposure<float>> exposures;  // one for each dose form
  std::vector<ArmLife> arms;                   // as they stand at the end
  std::vector<Parting> partings;               // in order of days
};

// Something that happened to the patient in one arm: a booked visit, or the weekly review.
struct DayNote {
  std::uint32_t day, arm;
  const VisitEvents<float>* visit;  // one of the two is set
  const ReviewEvents<float>* review;
  const ArmLife* after;
  const PatientLife* life;
};
using Watcher = std::function<void(const DayNote&)>;

// watcher, if given, is called in order of days.
PatientLife live_one_patient(const Setup& setup, std::uint32_t patient, const Watcher& watcher = {});

}  // namespace tachy::day
