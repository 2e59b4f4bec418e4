// What a clinic does: attendance, entry, stopping, response-guided intervals, caps. One patient at a time.
#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <utility>

#include "regimen/clinic.hpp"

using namespace tachy;
using namespace tachy::regimen;

namespace {

constexpr PhiloxKeys kKeys = philox_keys(7);

Draws<float> visit_words(std::uint32_t patient, std::uint32_t day) {
  return draw<float>(kKeys, Purpose::attendance, patient, 0u, day, 0u);
}

Arm weekly_arm() {
  Arm arm;
  arm.phases = 1;
  arm.phase[0].every_days = 7;
  return arm;
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
                     !(decision.stop | decision.waits | decision.moved), false);
    if (any(decision.waits)) clinic.next_visit = today + phase.entry.wait_every_days;
    end_treatment<float>(clinic, Treatment::stopped, decision.stop);
    return decision;
  }
  bool in_treatment() const {
    return clinic.treatment == static_cast<std::uint32_t>(Treatment::in_treatment);
  }
};

}  // namespace

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
    unruled.clinic.misuse_detected = 1;
    CHECK(any(unruled.come(20.0f).give));
    arm.phase[0].rules = 1;
    arm.phase[0].rule[0] = {.condition = Condition::misuse_detected, .stop = true};
    Patient p(arm);
    CHECK(any(p.come(20.0f).give));
    p.clinic.misuse_detected = 1;
    CHECK(any(p.come(20.0f).stop));
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

  TEST_CASE("a weekday pattern repeats its gaps for ever") {
    Arm arm = weekly_arm();
    arm.phase[0].listed_gaps = 3;
    arm.phase[0].gaps_repeat = true;
    const std::uint32_t gaps[] = {2, 2, 3};  // Monday, Wednesday, Friday
    for (int i = 0; i < 3; ++i) arm.phase[0].gap_days[i] = gaps[i];
    Patient p(arm);
    for (std::uint32_t visit = 0; visit < 3000; ++visit) {
      const std::uint32_t weekdays[] = {0, 2, 4};
      REQUIRE(p.clinic.next_visit == visit / 3 * 7 + weekdays[visit % 3]);
      p.come(10.0f);
    }
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

TEST_SUITE("regimen/attendance") {
  const Attendance kUsual{
      .p_missed = 0.2f, .p_late = 0.3f, .late_days_max = 2, .rebook_days = 2, .rebook_tries = 1};

  TEST_CASE("visits are missed and late as often as stated") {
    const auto clinic = first_clinic_state<float>(weekly_arm());
    const int n = 20000;
    int missed = 0, late = 0, later_days[4] = {};
    for (std::uint32_t patient = 0; patient < n; ++patient) {
      const auto arrival = arrive<float>(clinic, kUsual, 0.2f, 0, 7u, visit_words(patient, 0));
      missed += any(arrival.rebooked);
      late += any(arrival.comes_later);
      CHECK(any(arrival.comes) + any(arrival.comes_later) + any(arrival.rebooked) == 1);
      if (any(arrival.comes_later)) later_days[arrival.later_day] += 1;
    }
    const auto z = [&](int count, double p) { return (count - n * p) / std::sqrt(n * p * (1 - p)); };
    CHECK(std::abs(z(missed, 0.2)) < 4.0);
    CHECK(std::abs(z(late, 0.8 * 0.3)) < 4.0);
    CHECK(std::abs(z(later_days[1], 0.8 * 0.15)) < 4.0);
    CHECK(later_days[1] + later_days[2] == late);
  }

  TEST_CASE("nobody is late or rebooked beyond the day of the next dose") {
    const auto clinic = first_clinic_state<float>(weekly_arm());
    for (std::uint32_t patient = 0; patient < 2000; ++patient) {
      const auto arrival = arrive<float>(clinic, kUsual, 0.5f, 0, 1u, visit_words(patient, 0));
      CHECK_FALSE(any(arrival.comes_later));
      CHECK_FALSE(any(arrival.rebooked));
    }
  }

  TEST_CASE("who rang to come later does come, and a rebooking is offered only so many times") {
    auto clinic = first_clinic_state<float>(weekly_arm());
    clinic.rebookings = kComingLate;
    for (std::uint32_t patient = 0; patient < 500; ++patient)
      CHECK(any(arrive<float>(clinic, kUsual, 0.9f, 1, 7u, visit_words(patient, 1)).comes));
    clinic.rebookings = 1;
    for (std::uint32_t patient = 0; patient < 500; ++patient)
      CHECK_FALSE(any(arrive<float>(clinic, kUsual, 0.9f, 2, 7u, visit_words(patient, 2)).rebooked));
  }

  TEST_CASE("a late visit does not shift the calendar") {
    Arm arm = weekly_arm();
    auto clinic = first_clinic_state<float>(arm);
    plan_next<float>(clinic, arm, 0, 2, gap_to_next_slot<float>(clinic, arm.phase[0]), true, false);
    CHECK(clinic.next_visit == 7);
  }

  TEST_CASE("the next visit is never booked for today or earlier") {
    Arm arm = weekly_arm();
    arm.phase[0].every_days = 1;
    auto clinic = first_clinic_state<float>(arm);
    plan_next<float>(clinic, arm, 0, 5, gap_to_next_slot<float>(clinic, arm.phase[0]), true, false);
    CHECK(clinic.next_visit == 6);
  }
}
