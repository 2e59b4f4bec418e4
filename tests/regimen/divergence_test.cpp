// Until when two arms may share their days.
#include <doctest/doctest.h>

#include "regimen/divergence.hpp"

using namespace tachy::regimen;

namespace {

// Six places, on days 0, 7, ..., 35.
Phase induction() {
  Phase phase;
  phase.every_days = 7;
  phase.doses = 6;
  return phase;
}
Phase maintenance(std::uint32_t every_days) {
  Phase phase;
  phase.first_gap_days = 14;
  phase.every_days = every_days;
  return phase;
}
Arm arm_of(const Phase& first, const Phase& second) {
  Arm arm;
  arm.phases = 2;
  arm.phase[0] = first;
  arm.phase[1] = second;
  return arm;
}

}  // namespace

TEST_SUITE("regimen/divergence") {
  TEST_CASE("arms that begin with the same phase part at its last place, where the next phase is booked") {
    CHECK(parting_day(arm_of(induction(), maintenance(7)), arm_of(induction(), maintenance(28)), 365) == 35);
  }

  TEST_CASE("a phase that ends by a day has its last place before that day") {
    Phase ending = induction();
    ending.last_day = 20;
    CHECK(parting_day(arm_of(ending, maintenance(7)), arm_of(ending, maintenance(28)), 365) == 14);
  }

  TEST_CASE("no arms part after the horizon") {
    CHECK(parting_day(arm_of(induction(), maintenance(7)), arm_of(induction(), maintenance(28)), 21) <= 21);
  }

  TEST_CASE("arms that begin differently are never one") {
    Phase blocked = induction();
    blocked.naltrexone_mg = 50.0f;
    CHECK(parting_day(arm_of(induction(), maintenance(7)), arm_of(blocked, maintenance(7)), 365) == 0);
    Arm capped = arm_of(induction(), maintenance(7));
    capped.max_doses = 4;
    CHECK(parting_day(arm_of(induction(), maintenance(7)), capped, 365) == 0);
    CHECK(parting_day(Arm{}, arm_of(induction(), maintenance(7)), 365) == 0);
  }

  TEST_CASE("a stage of policy that one arm has alone parts them on its first day") {
    Arm stricter = arm_of(induction(), maintenance(7));
    stricter.stages = 2;
    stricter.stage[1] = {.from_day = 10, .max_doses_per_week = 1};
    CHECK(parting_day(arm_of(induction(), maintenance(7)), stricter, 365) == 10);
    stricter.stage[0].p_false_alarm = 0.1f;
    CHECK(parting_day(arm_of(induction(), maintenance(7)), stricter, 365) == 0);
  }

  TEST_CASE(
      "a rule that may lead out of the first phase, or to its end sooner, parts them at the first visit") {
    Phase guided = induction();
    guided.first_gap_days = 3;
    guided.rules = 1;
    SUBCASE("by a move") { guided.rule[0].go_to = 1; }
    SUBCASE("by shorter intervals") { guided.rule[0].interval_change_days = -3; }
    SUBCASE("by an entry that sends elsewhere") {
      guided.rules = 0;
      guided.entry.otherwise = 1;
    }
    CHECK(parting_day(arm_of(guided, maintenance(7)), arm_of(guided, maintenance(28)), 365) == 3);
  }
}
