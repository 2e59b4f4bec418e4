// One patient's story under every arm, told from the reference walk: what each visit and each weekly review
// brought, why, which draw decided, and how the patient stands afterwards.
//
// The walk has the bits of the block walk, so anyone of a finished run can be followed later, one at a time,
// and nothing of the run changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "trace/decisive_draw.hpp"

namespace tachy::trace {

using regimen::name_of;
using regimen::Reason;
using regimen::VisitStatus;
enum class EventKind : std::uint8_t {
  phase_entered,     // value: number of the phase in its arm, from 0
  interval_changed,  // value: days
  dose_changed,      // value: step of the ladder, from 0
  plan_completed,
  clinician_stop,
  drop_out,
  misuse_detected,
  session_events,  // one for each, in the order of model::kSessionEventTable
  relapse = session_events + model::kSessionEvents,
  misuse_starts,
  misuse_ends,
  use_disorder,
  use_disorder_remission,
  unsupervised_dose,  // value: mg since the last review
  withdrawal,         // value: days from now
  slow_harms,         // one for each after use disorder, in the order of model::kSlowHarmTable
  total_cap_reached = slow_harms + model::kSlowHarms - 2,
  kCount
};
constexpr EventKind kind_of(model::SessionEvent event) {
  return static_cast<EventKind>(static_cast<std::uint32_t>(EventKind::session_events) +
                                static_cast<std::uint32_t>(event));
}
constexpr EventKind kind_of(model::SlowHarm harm) {
  if (harm == model::SlowHarm::misuse) return EventKind::misuse_starts;
  if (harm == model::SlowHarm::use_disorder) return EventKind::use_disorder;
  return static_cast<EventKind>(static_cast<std::uint32_t>(EventKind::slow_harms) +
                                static_cast<std::uint32_t>(harm) - 2);
}
std::string_view name_of(EventKind kind);
std::string_view name_of(model::Dependence dependence);

struct EventNote {
  EventKind kind;
  float value = 0.0f;
  std::optional<DecisiveDraw> draw = {};
};
struct VisitNote {
  VisitStatus status;
  Reason reason;
  std::uint32_t rule;  // number of the rule that decided, from 1, whatever it did; 0 = none
  std::uint32_t planned_day, phase, dose_form;
  float mg;
  std::optional<float> rated_hamd17;  // of those who came
  std::optional<DecisiveDraw> draw;
};
struct Standing {
  float hamd17;                   // true: before the session of a visit, at the end of a review's day
  model::Benefit<float> benefit;  // after the session, as the three below
  model::Habituation<float> habituation;
  model::Dependence dependence;
  regimen::Treatment treatment;
  std::uint32_t next_visit, interval_days;  // next_visit: regimen::kNoDay when none is booked
};
struct DiaryEntry {
  std::uint32_t day, arm;
  std::optional<VisitNote> visit;  // none: a weekly review
  std::vector<EventNote> events;
  Standing standing;
};

struct Diary {
  day::PatientLife life;            // as it ended
  std::vector<DiaryEntry> entries;  // in order of days, visits before reviews; none after death
};
Diary keep_diary(const day::Setup& setup, std::uint32_t patient);

}  // namespace tachy::trace
