#include "regimen/calendar.hpp"

#include "regimen/clinic.hpp"

namespace tachy::regimen {

std::vector<PlannedDose> planned_calendar(const Arm& arm, std::uint32_t horizon_days) {
  std::vector<PlannedDose> calendar;
  auto clinic = first_clinic_state<float>(arm);
  while (clinic.next_visit < horizon_days) {
    const std::uint32_t today = clinic.next_visit, number = clinic.phase;
    const Phase& phase = arm.phase[number];
    renew_counts(clinic, today);
    if (!phase.assessment_only && !any(capped(clinic, arm.policy_on(today)))) {
      calendar.push_back({today, number, phase.dose_form});
      count_dose<float>(clinic, today, true);
    }
    plan_next<float>(clinic, arm, number, today, gap_to_next_slot<float>(clinic, phase), true, false);
  }
  return calendar;
}

}  // namespace tachy::regimen
