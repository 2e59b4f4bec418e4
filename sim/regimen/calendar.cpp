#include "regimen/calendar.hpp"

#include "regimen/clinic.hpp"

namespace tachy::regimen {

namespace {

Planned what_is_planned(const ClinicState<float>& clinic, const Phase& phase, const PolicyStage& policy) {
  if (phase.assessment_only) return Planned::rating;
  const bool full = any(week_is_full(clinic, policy) | year_is_full(clinic, policy));
  return full ? Planned::held : Planned::dose;
}

}  // namespace

std::vector<PlannedVisit> planned_calendar(const Arm& arm, std::uint32_t horizon_days) {
  std::vector<PlannedVisit> calendar;
  auto clinic = first_clinic_state<float>(arm);
  while (clinic.next_visit < horizon_days) {
    const std::uint32_t today = clinic.next_visit, number = clinic.phase;
    const Phase& phase = arm.phase[number];
    add_note<float>(clinic, admitted(number), true);
    if (is_early<float>(clinic, today)) {
      calendar.push_back({today, number, Planned::judgement});
      clinic.next_visit = clinic.planned_day;
      continue;
    }
    renew_counts(clinic, today);
    const Planned what = what_is_planned(clinic, phase, arm.policy_on(today));
    calendar.push_back({today, number, what});
    if (what == Planned::dose) count_dose<float>(clinic, today, true);
    plan_next<float>(clinic, arm, number, today, gap_to_next_slot<float>(clinic, phase), true, false);
  }
  return calendar;
}

}  // namespace tachy::regimen
