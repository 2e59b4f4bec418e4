// One patient who keeps every visit, and the plainest plan.
#pragma once

#include <initializer_list>

#include "regimen/clinic.hpp"

namespace tachy::regimen {

inline Arm weekly_arm() {
  Arm arm;
  arm.phases = 1;
  arm.phase[0].every_days = 7;
  return arm;
}

// For ever on these weekdays; day 0 is weekday 0.
inline Phase on_weekdays(std::initializer_list<std::uint32_t> weekdays) {
  Phase phase;
  phase.on_weekdays = true;
  for (std::uint32_t day = 0; day < 7; ++day) {
    phase.weekday_gap[day] = 7;
    for (const std::uint32_t weekday : weekdays)
      phase.weekday_gap[day] = min(phase.weekday_gap[day], (weekday + 6 - day) % 7 + 1);
  }
  return phase;
}

// A visit of a patient who comes, with this rating; returns the decision and moves the calendar on.
struct Patient {
  Arm arm;
  ClinicState<float> clinic;
  RuleMemories<float> memory = no_rules_yet<float>();
  float baseline = 28.0f;

  explicit Patient(const Arm& plan) : arm(plan), clinic(first_clinic_state<float>(plan)) {}

  Decision<float> come(float rating) {
    const std::uint32_t today = clinic.next_visit, number = clinic.phase;
    const Phase& phase = arm.phase[number];
    const auto decision =
        decide<float>(clinic, memory, arm, number, rating, 1.0f - rating / baseline, today, true);
    if (any(decision.give)) count_dose<float>(clinic, today, true);
    plan_next<float>(clinic, arm, number, today, gap_to_next_slot<float>(clinic, phase),
                     !(decision.stop | decision.waits | decision.moved | decision.admitted), false);
    if (any(decision.waits)) {
      clinic.next_visit = today + phase.entry.wait_every_days;
      clinic.rebookings = kWaiting;
    } else {
      clinic.rebookings = 0;
    }
    if (any(decision.admitted)) clinic.next_visit = clinic.planned_day;
    end_treatment<float>(clinic, Treatment::stopped, decision.stop);
    return decision;
  }
  bool in_treatment() const {
    return clinic.treatment == static_cast<std::uint32_t>(Treatment::in_treatment);
  }
};

}  // namespace tachy::regimen
