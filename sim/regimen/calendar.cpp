#include "regimen/calendar.hpp"

namespace tachy::regimen {

namespace {

constexpr std::uint32_t kDaysPerYear = 365;

// Caps as they fill up.
struct Caps {
  std::uint32_t year = 0, this_year = 0, total = 0;

  bool allow(const Arm& arm, std::uint32_t day) {
    if (day / kDaysPerYear != year) {
      year = day / kDaysPerYear;
      this_year = 0;
    }
    if (this_year >= arm.max_doses_per_year) return false;
    ++this_year;
    ++total;
    return true;
  }
};

std::uint64_t gap_after(const Phase& phase, std::uint32_t doses_before) {
  return doses_before < phase.listed_gaps ? phase.gap_days[doses_before] : phase.every_days;
}

}  // namespace

std::vector<PlannedDose> planned_calendar(const Arm& arm, std::uint32_t horizon_days) {
  std::vector<PlannedDose> calendar;
  Caps caps;
  std::uint64_t last_planned = 0;
  for (std::uint32_t p = 0; p < arm.phases; ++p) {
    const Phase& phase = arm.phase[p];
    std::uint64_t day = last_planned + phase.first_gap_days;
    for (std::uint32_t n = 0; n < phase.doses && day <= phase.last_day; ++n) {
      if (day >= horizon_days || caps.total >= arm.max_doses) return calendar;
      const auto today = static_cast<std::uint32_t>(day);
      if (caps.allow(arm, today)) calendar.push_back({today, p, phase.dose_form});
      last_planned = day;
      day += gap_after(phase, n);
    }
  }
  return calendar;
}

}  // namespace tachy::regimen
