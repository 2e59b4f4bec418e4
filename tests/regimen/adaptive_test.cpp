// Ladders, rescue, waiting, weekdays, policies with stages. One patient at a time.
#include <doctest/doctest.h>

#include <utility>

#include "tests/regimen/one_patient.hpp"

using namespace tachy;
using namespace tachy::regimen;

TEST_SUITE("regimen/adaptive") {
  TEST_CASE("a dose moves up and down its ladder one step at a time and stays on it") {
    Arm arm = weekly_arm();
    arm.phase[0].ladder_steps = 3;
    arm.phase[0].ladder[0] = 4;
    arm.phase[0].ladder[1] = 5;
    arm.phase[0].ladder[2] = 6;
    arm.phase[0].dose_form = 5;
    arm.phase[0].rules = 2;
    arm.phase[0].rule[0] = {.condition = Condition::score_at_least, .threshold = 16.0f, .dose_steps = 1};
    arm.phase[0].rule[1] = {.condition = Condition::score_at_most, .threshold = 7.0f, .dose_steps = -1};
    Patient p(arm);
    CHECK(p.clinic.dose_step == 1);
    for (const std::uint32_t expected : {2u, 2u}) {
      p.come(20.0f);
      CHECK(p.clinic.dose_step == expected);
    }
    p.come(10.0f);
    CHECK(p.clinic.dose_step == 2);
    for (const std::uint32_t expected : {1u, 0u, 0u}) {
      p.come(5.0f);
      CHECK(p.clinic.dose_step == expected);
    }
  }

  TEST_CASE("a relapse sends the patient to the rescue phase, which leads back") {
    Arm arm;
    arm.phases = 2;
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {.condition = Condition::score_at_least,
                            .threshold = 20.0f,
                            .visits_in_a_row = 2,
                            .go_to = 1,
                            .go_to_gap_days = 2};
    arm.phase[0].next = kNoPhase;
    arm.phase[1].every_days = 3;
    arm.phase[1].doses = 2;
    arm.phase[1].next = 0;
    Patient p(arm);
    p.come(22.0f);
    const auto decision = p.come(22.0f);  // day 7
    CHECK(any(decision.moved));
    CHECK_FALSE(any(decision.give));
    CHECK(decision.rule == 1);
    CHECK(p.clinic.phase == 1);
    CHECK(p.clinic.next_visit == 9);
    p.come(15.0f);
    p.come(10.0f);  // day 12, the last of the rescue
    CHECK(p.clinic.phase == 0);
    CHECK(p.in_treatment());
  }

  TEST_CASE("who is not yet fit to enter waits and is rated again, then goes elsewhere when time is up") {
    Arm arm;
    arm.phases = 2;
    arm.phase[0].entry = {
        .min_observed_hamd17 = 20.0f, .wait_every_days = 7, .wait_at_most_days = 14, .otherwise = 1};
    arm.phase[1].first_gap_days = 5;
    Patient p(arm);
    for (const std::uint32_t day : {0u, 7u}) {
      CHECK(p.clinic.next_visit == day);
      CHECK(any(p.come(10.0f).waits));
    }
    Patient relapsed = p;
    CHECK(any(relapsed.come(25.0f).give));
    CHECK(relapsed.clinic.phase == 0);
    CHECK(any(p.come(10.0f).moved));  // day 14
    CHECK(p.clinic.phase == 1);
    CHECK(p.clinic.next_visit == 19);
  }

  TEST_CASE("an assessment-only phase rates and rules but gives nothing") {
    Arm arm = weekly_arm();
    arm.phase[0].assessment_only = true;
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {
        .condition = Condition::score_at_least, .threshold = 20.0f, .visits_in_a_row = 2, .stop = true};
    Patient p(arm);
    CHECK_FALSE(any(p.come(22.0f).give));
    CHECK(any(p.come(22.0f).stop));
    CHECK(p.clinic.doses == 0);
  }

  TEST_CASE("a weekday pattern goes on for ever") {
    Arm arm = weekly_arm();
    arm.phase[0] = on_weekdays({0, 2, 4});
    Patient p(arm);
    for (std::uint32_t visit = 0; visit < 15600; ++visit) {
      const std::uint32_t weekdays[] = {0, 2, 4};
      REQUIRE(p.clinic.next_visit == visit / 3 * 7 + weekdays[visit % 3]);
      p.come(10.0f);
    }
  }

  TEST_CASE("a phase on weekdays begins on one of them, whenever patients come to it") {
    Arm arm;
    arm.phases = 2;
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {
        .condition = Condition::score_at_least, .threshold = 20.0f, .go_to = 1, .go_to_gap_days = 2};
    arm.phase[1] = on_weekdays({0, 3});
    for (std::uint32_t visits = 1; visits < 15; ++visits) {
      arm.phase[0].every_days = visits;
      Patient p(arm);
      p.come(10.0f);
      const std::uint32_t today = p.clinic.next_visit;
      p.come(25.0f);
      CHECK(p.clinic.phase == 1);
      CHECK(p.clinic.next_visit >= today + 2);
      CHECK(p.clinic.next_visit < today + 6);
      const std::uint32_t weekday = p.clinic.next_visit % 7;
      CHECK((weekday == 0 || weekday == 3));
    }
  }

  TEST_CASE(
      "a missed session of a weekday pattern extends the course, and every visit falls on its weekdays") {
    Arm arm = weekly_arm();
    arm.phase[0] = on_weekdays({0, 3});
    arm.phase[0].doses = 8;
    auto clinic = first_clinic_state<float>(arm);
    std::uint32_t visits = 0;
    for (; clinic.treatment == static_cast<std::uint32_t>(Treatment::in_treatment); ++visits) {
      const std::uint32_t today = clinic.next_visit;
      REQUIRE(today == visits / 2 * 7 + visits % 2 * 3);
      const bool lost = visits == 2 || visits == 5;
      if (!lost) count_dose<float>(clinic, today, true);
      plan_next<float>(clinic, arm, 0, today, gap_to_next_slot<float>(clinic, arm.phase[0]), true, lost);
    }
    CHECK(visits == 10);
    CHECK(clinic.doses == 8);
  }

  TEST_CASE("a dose lost so late that the next weekday has passed is offered on the one after it") {
    Arm arm = weekly_arm();
    arm.phase[0] = on_weekdays({0, 3});
    arm.phase[0].doses = 1;
    auto clinic = first_clinic_state<float>(arm);
    plan_next<float>(clinic, arm, 0, 4, gap_to_next_slot<float>(clinic, arm.phase[0]), true, true);
    CHECK(clinic.next_visit == 7);
  }

  TEST_CASE("a rule may withhold one dose while the calendar goes on") {
    Arm arm = weekly_arm();
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {.condition = Condition::score_at_most, .threshold = 7.0f, .withhold = true};
    Patient p(arm);
    const auto decision = p.come(5.0f);
    CHECK(any(decision.withheld));
    CHECK_FALSE(any(decision.give));
    CHECK(p.clinic.next_visit == 7);
    CHECK(any(p.come(10.0f).give));
  }

  TEST_CASE("a weekly cap holds doses until the week is over") {
    Arm arm = weekly_arm();
    arm.phase[0].every_days = 1;
    arm.stage[0].max_doses_per_week = 2;
    Patient p(arm);
    int given = 0;
    while (p.clinic.next_visit < 14) given += any(p.come(10.0f).give);
    CHECK(given == 4);
  }

  TEST_CASE("the policy of a day is the last stage that has begun") {
    Arm arm = weekly_arm();
    arm.stages = 3;
    arm.stage[1].from_day = 10;
    arm.stage[2].from_day = 20;
    for (const auto& [day, from] :
         {std::pair{0u, 0u}, {9u, 0u}, {10u, 10u}, {19u, 10u}, {20u, 20u}, {999u, 20u}})
      CHECK(arm.policy_on(day).from_day == from);
  }

  TEST_CASE("a place kept for a missed dose is given later, one gap on") {
    Arm arm = weekly_arm();
    arm.phase[0].doses = 2;
    auto clinic = first_clinic_state<float>(arm);
    plan_next<float>(clinic, arm, 0, 0, gap_to_next_slot<float>(clinic, arm.phase[0]), true, true);
    CHECK(clinic.slot == 0);
    CHECK(clinic.next_visit == 7);
  }
}
