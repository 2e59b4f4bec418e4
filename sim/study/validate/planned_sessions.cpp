#include "study/validate/planned_sessions.hpp"

#include <algorithm>

namespace tachy::study {

namespace {

using regimen::Phase;

// The first day of a phase that may begin on `earliest`.
std::uint32_t first_day_from(const Phase& phase, std::uint32_t earliest) {
  if (!phase.on_weekdays || earliest == 0) return earliest;
  return earliest - 1 + phase.weekday_gap[(earliest - 1) % 7];
}

std::uint32_t gap_after(const Phase& phase, std::uint32_t place, std::uint32_t day) {
  if (phase.on_weekdays) return phase.weekday_gap[day % 7];
  return place < phase.listed_gaps ? phase.gap_days[place] : phase.every_days;
}

}  // namespace

std::vector<PlannedSession> planned_sessions(const regimen::Plan& plan, std::uint32_t number,
                                             std::uint32_t horizon_days) {
  const regimen::Arm& arm = plan.arm[number];
  std::vector<PlannedSession> sessions;
  std::uint32_t last_planned = 0;
  for (std::uint32_t p = 0; p < arm.phases; ++p) {
    const Phase& phase = arm.phase[p];
    std::uint32_t day = first_day_from(phase, last_planned + phase.first_gap_days);
    for (std::uint32_t place = 0; place < phase.doses && day < horizon_days && day <= phase.last_day;
         ++place) {
      if (!phase.assessment_only)
        sessions.push_back({.day = day,
                            .product = plan.dose_form[phase.dose_form].product,
                            .after_naltrexone = phase.naltrexone_mg > 0.0f});
      last_planned = day;
      day += std::max(gap_after(phase, place, day), 1u);
    }
  }
  return sessions;
}

}  // namespace tachy::study
