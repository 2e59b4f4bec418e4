// What a session may bring with it: one row for each event (ODD 7.7).
//
// Equations, counters, tallies, diary, outcome file, scenarios and figures go through these rows, in this
// order. A new event is a row here, its parameters and its purpose; nothing else counts or names it.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "base/random.hpp"
#include "base/unrolled.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

enum class SessionEvent : std::uint32_t {
  dissociation,
  sedation,
  nausea,
  dizziness,
  systolic_rise_40,
  systolic_180,
  kCount
};
inline constexpr std::uint32_t kSessionEvents = static_cast<std::uint32_t>(SessionEvent::kCount);

// What decides whether the event occurs.
enum class SessionEventKind : std::uint32_t {
  adverse_event,  // a probability: its logit goes with exposure, frailty and earlier sessions
  systolic_rise,  // systolic pressure rises by the limit or more
  systolic_peak,  // systolic pressure reaches the limit
};

struct SessionEventRow {
  SessionEvent event;
  std::string_view name;  // as in scenarios and files
  std::string_view label, definition;
  SessionEventKind kind;
  Purpose purpose;  // of the draw that decides
  // Of an adverse event: at the typical peak, with exposure, and the fall after the first session.
  float HarmParameters::*logit = nullptr;
  float HarmParameters::*slope = nullptr;
  float HarmParameters::*later_step = nullptr;
  float limit_mmhg = 0.0f;       // of systolic pressure
  bool raises_drop_out = false;  // patients drop out more often after a session that brought it
  constexpr Drivers drivers() const {
    if (kind == SessionEventKind::adverse_event)
      return {logit, slope, later_step, &Parameters::adverse_event_frailty_sd,
              &Parameters::placebo_event_logit};
    return {&Parameters::systolic_rise_mmhg, &Parameters::systolic_rise_per_log_peak_mmhg,
            &Parameters::systolic_rise_sd_patient, &Parameters::systolic_rise_sd_session,
            &Parameters::systolic_resting_mmhg};
  }
};

inline constexpr SessionEventRow kSessionEventTable[] = {
    {.event = SessionEvent::dissociation,
     .name = "dissociation",
     .label = "Sessions with dissociation",
     .definition = "sessions with marked dissociation",
     .kind = SessionEventKind::adverse_event,
     .purpose = Purpose::dissociation,
     .logit = &HarmParameters::dissociation_logit,
     .slope = &HarmParameters::dissociation_slope,
     .later_step = &HarmParameters::dissociation_tolerance_step,
     .raises_drop_out = true},
    {.event = SessionEvent::sedation,
     .name = "sedation",
     .label = "Sessions with sedation",
     .definition = "sessions with sedation",
     .kind = SessionEventKind::adverse_event,
     .purpose = Purpose::sedation,
     .logit = &HarmParameters::sedation_logit,
     .slope = &HarmParameters::sedation_slope,
     .later_step = &HarmParameters::later_session_step,
     .raises_drop_out = true},
    {.event = SessionEvent::nausea,
     .name = "nausea",
     .label = "Sessions with nausea",
     .definition = "sessions with nausea",
     .kind = SessionEventKind::adverse_event,
     .purpose = Purpose::nausea,
     .logit = &HarmParameters::nausea_logit,
     .slope = &HarmParameters::nausea_slope,
     .later_step = &HarmParameters::later_session_step,
     .raises_drop_out = true},
    {.event = SessionEvent::dizziness,
     .name = "dizziness",
     .label = "Sessions with dizziness",
     .definition = "sessions with dizziness",
     .kind = SessionEventKind::adverse_event,
     .purpose = Purpose::dizziness,
     .logit = &HarmParameters::dizziness_logit,
     .slope = &HarmParameters::dizziness_slope,
     .later_step = &HarmParameters::later_session_step,
     .raises_drop_out = true},
    {.event = SessionEvent::systolic_rise_40,
     .name = "systolic_rise_40",
     .label = "Sessions, systolic rise >= 40",
     .definition = "sessions with a rise of systolic pressure of 40 mmHg or more",
     .kind = SessionEventKind::systolic_rise,
     .purpose = Purpose::pressor_response,
     .limit_mmhg = 40.0f,
     .raises_drop_out = true},
    {.event = SessionEvent::systolic_180,
     .name = "systolic_180",
     .label = "Sessions, systolic >= 180",
     .definition = "sessions with a systolic pressure of 180 mmHg or more",
     .kind = SessionEventKind::systolic_peak,
     .purpose = Purpose::pressor_response,
     .limit_mmhg = 180.0f,
     .raises_drop_out = true},
};
static_assert(std::size(kSessionEventTable) == kSessionEvents);

TACHY_INLINE constexpr std::uint32_t place_of(SessionEvent event) {
  return static_cast<std::uint32_t>(event);
}
TACHY_INLINE constexpr const SessionEventRow& row_of(SessionEvent event) {
  return kSessionEventTable[place_of(event)];
}

// The names, as words that a scenario may say.
inline constexpr auto kSessionEventNames = [] {
  std::array<std::string_view, kSessionEvents> names;
  for (std::uint32_t e = 0; e < kSessionEvents; ++e) names[e] = kSessionEventTable[e].name;
  return names;
}();

// Of each event, the first one that draws from the same stream; its four words serve them all. A table, so
// that no kernel holds a function that others may share (scripts/check_kernel.sh).
inline constexpr std::array<std::uint32_t, kSessionEvents> kFirstOfStream = [] {
  std::array<std::uint32_t, kSessionEvents> first{};
  for (std::uint32_t e = 0; e < kSessionEvents; ++e)
    while (stream_of(kSessionEventTable[first[e]].purpose) != stream_of(kSessionEventTable[e].purpose))
      ++first[e];
  return first;
}();

constexpr bool session_events_in_order() {
  for (std::uint32_t e = 0; e < kSessionEvents; ++e) {
    const SessionEventRow& row = kSessionEventTable[e];
    const bool adverse = row.kind == SessionEventKind::adverse_event;
    const bool whole = adverse ? row.logit && row.slope && row.later_step : row.limit_mmhg > 0.0f;
    if (row.event != static_cast<SessionEvent>(e) || !whole) return false;
  }
  return true;
}
static_assert(session_events_in_order(), "the rows stand in the order of SessionEvent and are complete");

}  // namespace tachy::model
