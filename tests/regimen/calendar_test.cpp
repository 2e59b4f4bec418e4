#include <doctest/doctest.h>

#include <vector>

#include "regimen/calendar.hpp"

using namespace tachy::regimen;

namespace {

Phase phase_of(std::uint32_t first_gap, std::uint32_t every, std::uint32_t doses) {
  Phase phase;
  phase.first_gap_days = first_gap;
  phase.every_days = every;
  phase.doses = doses;
  return phase;
}

Arm arm_of(const std::vector<Phase>& phases) {
  Arm arm;
  for (const Phase& phase : phases) arm.phase[arm.phases++] = phase;
  return arm;
}

std::vector<std::uint32_t> days_of(const Arm& arm, std::uint32_t horizon) {
  std::vector<std::uint32_t> days;
  for (const PlannedVisit& visit : planned_calendar(arm, horizon))
    if (visit.what == Planned::dose) days.push_back(visit.day);
  return days;
}

using Days = std::vector<std::uint32_t>;

}  // namespace

TEST_SUITE("regimen/calendar") {
  TEST_CASE("listed gaps come first, then the steady interval") {
    Phase phase = phase_of(3, 10, kNoLimit);
    phase.listed_gaps = 2;
    phase.gap_days[0] = 2;
    phase.gap_days[1] = 5;
    CHECK(days_of(arm_of({phase}), 35) == Days{3, 5, 10, 20, 30});
  }

  TEST_CASE("a phase begins its first gap after the last planned day of the phase before") {
    const auto calendar = planned_calendar(arm_of({phase_of(0, 2, 3), phase_of(7, 14, 2)}), 100);
    REQUIRE(calendar.size() == 5);
    CHECK(calendar[3] == PlannedVisit{11, 1, Planned::dose});
    CHECK(calendar[4].day == 25);
  }

  TEST_CASE("no dose falls on or after the horizon, nor after the last day of its phase") {
    CHECK(days_of(arm_of({phase_of(0, 7, kNoLimit)}), 14) == Days{0, 7});
    CHECK(days_of(arm_of({phase_of(0, 7, kNoLimit)}), 15) == Days{0, 7, 14});
    Phase ending = phase_of(0, 7, kNoLimit);
    ending.last_day = 14;
    CHECK(days_of(arm_of({ending, phase_of(3, 1, 1)}), 100) == Days{0, 7, 14, 17});
  }

  TEST_CASE("the yearly cap holds doses until the next treatment year and the calendar goes on") {
    Arm arm = arm_of({phase_of(0, 100, kNoLimit)});
    arm.stage[0].max_doses_per_year = 2;
    CHECK(days_of(arm, 1000) == Days{0, 100, 400, 500, 800, 900});
  }

  TEST_CASE("visits for rating and visits whose dose a cap holds are in the calendar, without a dose") {
    Phase rating = phase_of(7, 7, 2);
    rating.assessment_only = true;
    Arm arm = arm_of({phase_of(0, 2, 3), rating});
    arm.stage[0].max_doses_per_week = 2;
    const std::vector<PlannedVisit> expected = {{0, 0, Planned::dose},
                                                {2, 0, Planned::dose},
                                                {4, 0, Planned::held},
                                                {11, 1, Planned::rating},
                                                {18, 1, Planned::rating}};
    CHECK(planned_calendar(arm, 365) == expected);
  }

  TEST_CASE("the cap on all doses ends treatment") {
    Arm arm = arm_of({phase_of(0, 7, 3), phase_of(7, 7, kNoLimit)});
    arm.max_doses = 4;
    CHECK(days_of(arm, 365) == Days{0, 7, 14, 21});
  }

  TEST_CASE("an arm without phases has no doses") { CHECK(planned_calendar(Arm{}, 365).empty()); }

  TEST_CASE("a first dose beyond the horizon is not planned") {
    CHECK(days_of(arm_of({phase_of(kNoDay, 7, 3)}), 36500).empty());
  }
}
