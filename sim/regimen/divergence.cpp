#include "regimen/divergence.hpp"

#include <algorithm>

#include "regimen/calendar.hpp"

namespace tachy::regimen {

namespace {

// May a patient leave the phase, or come closer to its end, other than by passing its places in the calendar?
bool may_be_cut_short(const Phase& phase) {
  bool may = phase.entry.otherwise != kNoPhase;
  for (std::uint32_t r = 0; r < phase.rules; ++r)
    may = may || phase.rule[r].go_to != kNoPhase || phase.rule[r].interval_change_days != 0;
  return may;
}

// The first day on which a policy differs.
std::uint32_t policies_part(const Arm& a, const Arm& b) {
  std::uint32_t part = kNoDay;
  for (const Arm* arm : {&a, &b})
    for (std::uint32_t s = 0; s < arm->stages; ++s) {
      const std::uint32_t day = arm->stage[s].from_day;
      PolicyStage in_a = a.policy_on(day), in_b = b.policy_on(day);
      in_a.from_day = in_b.from_day = day;
      if (in_a != in_b) part = std::min(part, day);
    }
  return part;
}

}  // namespace

std::uint32_t parting_day(const Arm& a, const Arm& b, std::uint32_t horizon_days) {
  if (a.phases == 0 || b.phases == 0 || a.phase[0] != b.phase[0] || a.max_doses != b.max_doses) return 0;
  std::uint32_t last_place = a.phase[0].first_gap_days;
  if (!may_be_cut_short(a.phase[0]))
    for (const PlannedVisit& visit : planned_calendar(a, horizon_days))
      if (visit.phase == 0) last_place = visit.day;
  return std::min({last_place, policies_part(a, b), horizon_days});
}

}  // namespace tachy::regimen
