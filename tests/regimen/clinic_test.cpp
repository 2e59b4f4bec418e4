// What a clinic does: calendar, entry, stopping, response-guided intervals, caps. One patient at a time.
#include <doctest/doctest.h>

#include "tests/regimen/one_patient.hpp"

using namespace tachy;
using namespace tachy::regimen;

TEST_SUITE("regimen/clinic") {
  TEST_CASE("a phase with listed days is given on those days, then the next phase begins after its gap") {
    Arm arm;
    arm.phases = 2;
    arm.phase[0].doses = 3;
    arm.phase[0].listed_gaps = 2;
    arm.phase[0].gap_days[0] = 2;
    arm.phase[0].gap_days[1] = 5;
    arm.phase[1].first_gap_days = 10;
    arm.phase[1].every_days = 14;
    Patient p(arm);
    for (const std::uint32_t day : {0u, 2u, 7u, 17u, 31u, 45u}) {
      CHECK(p.clinic.next_visit == day);
      p.come(10.0f);
    }
    CHECK(p.clinic.phase == 1);
  }

  TEST_CASE("after the last phase treatment is completed and no visit is booked") {
    Arm arm = weekly_arm();
    arm.phase[0].doses = 2;
    Patient p(arm);
    p.come(20.0f);
    CHECK(p.in_treatment());
    p.come(20.0f);
    CHECK(p.clinic.treatment == static_cast<std::uint32_t>(Treatment::completed));
    CHECK(p.clinic.next_visit == kNoDay);
  }

  TEST_CASE("no dose of a phase is given after its last day") {
    Arm arm = weekly_arm();
    arm.phase[0].last_day = 15;
    Patient p(arm);
    p.come(20.0f);
    p.come(20.0f);
    CHECK(p.clinic.next_visit == 14);
    p.come(20.0f);
    CHECK_FALSE(p.in_treatment());
  }

  TEST_CASE("a phase whose last day is over when its turn comes is not entered") {
    Arm arm = weekly_arm();
    arm.phases = 2;
    arm.phase[0].doses = 2;
    arm.phase[1].first_gap_days = 7;
    arm.phase[1].last_day = 13;
    Patient p(arm);
    p.come(20.0f);
    p.come(20.0f);
    CHECK(p.clinic.treatment == static_cast<std::uint32_t>(Treatment::completed));
  }

  TEST_CASE("who does not meet the entry of a phase is stopped without a dose") {
    Arm arm = weekly_arm();
    arm.phase[0].entry.min_observed_improvement = 0.5f;
    Patient responder(arm), other(arm);
    CHECK(any(responder.come(13.0f).give));
    const auto decision = other.come(15.0f);
    CHECK_FALSE(any(decision.give));
    CHECK(any(decision.stop));
    CHECK(other.clinic.doses == 0);
  }

  TEST_CASE("entry is judged once: a later bad rating does not end the phase") {
    Arm arm = weekly_arm();
    arm.phase[0].entry.min_observed_improvement = 0.5f;
    Patient p(arm);
    p.come(10.0f);
    CHECK(any(p.come(27.0f).give));
  }

  TEST_CASE("the stopping rule waits for its number of doses, then needs too little improvement") {
    Arm arm = weekly_arm();
    arm.phase[0].stop_after_doses = 2;
    arm.phase[0].stop_improvement_below = 0.25f;
    Patient p(arm);
    CHECK(any(p.come(28.0f).give));
    CHECK(any(p.come(28.0f).give));
    CHECK(any(p.come(28.0f).stop));
    Patient better(arm);
    better.come(28.0f);
    better.come(28.0f);
    CHECK(any(better.come(20.0f).give));
  }

  TEST_CASE("a bad score must be confirmed at a second visit before the interval is shortened") {
    Arm arm = weekly_arm();
    arm.phase[0].every_days = 14;
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {.condition = Condition::score_at_least,
                            .threshold = 16.0f,
                            .visits_in_a_row = 2,
                            .interval_change_days = -7,
                            .interval_low_days = 7};
    Patient p(arm);
    p.come(20.0f);
    CHECK(p.clinic.interval_days == 14);
    p.come(10.0f);  // not confirmed
    p.come(20.0f);
    CHECK(p.clinic.interval_days == 14);
    p.come(20.0f);
    CHECK(p.clinic.interval_days == 7);
    p.come(20.0f);
    p.come(20.0f);
    CHECK(p.clinic.interval_days == 7);  // never below its bound
  }

  TEST_CASE(
      "an interval grows only after the score has been low for the whole time, and not beyond its bound") {
    Arm arm = weekly_arm();
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {.condition = Condition::score_at_most,
                            .threshold = 7.0f,
                            .for_days = 21,
                            .interval_change_days = 7,
                            .interval_high_days = 14};
    Patient p(arm);
    for (const std::uint32_t day : {0u, 7u, 14u}) {
      CHECK(p.clinic.next_visit == day);
      p.come(5.0f);
      CHECK(p.clinic.interval_days == 7);
    }
    p.come(5.0f);  // day 21
    CHECK(p.clinic.interval_days == 14);
    for (int visit = 0; visit < 6; ++visit) p.come(5.0f);
    CHECK(p.clinic.interval_days == 14);
  }

  TEST_CASE("the first rule that matches decides") {
    Arm arm = weekly_arm();
    arm.phase[0].rules = 2;
    arm.phase[0].rule[0] = {
        .condition = Condition::score_at_least, .threshold = 10.0f, .interval_change_days = 3};
    arm.phase[0].rule[1] = {.condition = Condition::score_at_least, .threshold = 10.0f, .stop = true};
    Patient p(arm);
    const auto decision = p.come(20.0f);
    CHECK(any(decision.give));
    CHECK_FALSE(any(decision.stop));
    CHECK(p.clinic.interval_days == 10);
  }

  TEST_CASE("detected misuse ends treatment when a rule says so, and only then") {
    Arm arm = weekly_arm();
    Patient unruled(arm);
    unruled.clinic.notes = kMisuseDetected;
    CHECK(any(unruled.come(20.0f).give));
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {.condition = Condition::misuse_detected, .stop = true};
    Patient p(arm);
    CHECK(any(p.come(20.0f).give));
    p.clinic.notes = kMisuseDetected;
    CHECK(any(p.come(20.0f).stop));
  }

  TEST_CASE("a visit for rating has no dose that a cap could hold") {
    Arm arm = weekly_arm();
    arm.phase[0].assessment_only = true;
    arm.stage[0].max_doses_per_week = 0;
    Patient p(arm);
    CHECK_FALSE(any(p.come(10.0f).held));
  }

  TEST_CASE("a yearly cap holds doses until the next year, a total cap ends treatment") {
    Arm arm = weekly_arm();
    arm.stage[0].max_doses_per_year = 3;
    Patient p(arm);
    for (int visit = 0; visit < 3; ++visit) CHECK(any(p.come(10.0f).give));
    const auto held = p.come(10.0f);
    CHECK(any(held.held));
    CHECK_FALSE(any(held.give));
    CHECK(p.in_treatment());
    while (p.clinic.next_visit < 365) p.come(10.0f);
    CHECK(p.clinic.doses == 3);
    CHECK(any(p.come(10.0f).give));

    arm = weekly_arm();
    arm.max_doses = 2;
    Patient capped(arm);
    capped.come(10.0f);
    capped.come(10.0f);
    CHECK_FALSE(capped.in_treatment());
  }
}
