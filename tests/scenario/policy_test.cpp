// Policies, stages and logged patients as the engine reads them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/scenario/only_arm.hpp"

using namespace tachy;
using namespace tachy::scenario;

TEST_SUITE("scenario/policy") {
  TEST_CASE("doses may be capped by week, by year and in all") {
    const auto loaded =
        load_text(one_arm(kInduction, "policy: {caps: {doses: [2 per week, 52 per year, 200 in all]}}\n"));
    const auto arm = only_arm(loaded);
    CHECK(arm.stage[0].max_doses_per_week == 2);
    CHECK(arm.stage[0].max_doses_per_year == 52);
    CHECK(arm.max_doses == 200);
  }

  TEST_CASE("doses are taken home after the supervised ones, in a stock") {
    const auto loaded = load_text(
        one_arm(kSprays, "policy: {setting: supervised, take_home: {after: 6 doses, stock: 3 doses}}\n"));
    CHECK(only_arm(loaded).stage[0].take_home_after_doses == 6);
    CHECK(only_arm(loaded).stage[0].take_home_stock == 3.0f);
    const auto from_start =
        load_text(one_arm(kSprays, "policy: {setting: take_home, take_home: {stock: 8 doses}}\n"));
    CHECK(only_arm(from_start).stage[0].take_home_after_doses == 0);
    CHECK(only_arm(from_start).stage[0].take_home_stock == 8.0f);
  }

  TEST_CASE("reports and urine tests are two independent ways of an alarm") {
    const auto loaded =
        load_text(one_arm(kInduction,
                          "policy:\n  monitoring:\n    misuse: 20 % per visit\n"
                          "    false_alarm: 1 % per visit\n"
                          "    urine_test: {visits: 25 %, sensitivity: 90 %, specificity: 98 %}\n"));
    const auto stage = only_arm(loaded).stage[0];
    CHECK(stage.p_misuse_detected == doctest::Approx(1.0 - 0.8 * (1.0 - 0.25 * 0.9)));
    CHECK(stage.p_false_alarm == doctest::Approx(1.0 - 0.99 * (1.0 - 0.25 * 0.02)));
  }

  TEST_CASE("a stage changes what it says from its day on and keeps the rest") {
    const auto loaded = load_text(one_arm(kSprays,
                                          "policy:\n  caps: {doses: [52 per year, 60 in all]}\n"
                                          "  monitoring: {misuse: 5 % per visit}\n  stages:\n"
                                          "    - {from: 13 weeks, setting: take_home}\n"
                                          "    - {from: 26 weeks, caps: {doses: 1 per week}}\n"));
    const auto arm = only_arm(loaded);
    REQUIRE(arm.stages == 3);
    CHECK(arm.max_doses == 60);
    CHECK(arm.stage[0].take_home_after_doses == regimen::kNoLimit);
    CHECK(arm.policy_on(90).take_home_after_doses == regimen::kNoLimit);
    CHECK(arm.policy_on(91).take_home_after_doses == 0);
    CHECK(arm.policy_on(91).max_doses_per_year == 52);
    CHECK(arm.policy_on(182).max_doses_per_year == regimen::kNoLimit);
    CHECK(arm.policy_on(182).max_doses_per_week == 1);
    CHECK(arm.policy_on(182).p_misuse_detected == 0.05f);
  }

  TEST_CASE("an arm's policy is laid over that of the scenario, other arms keep theirs") {
    const auto loaded = load_text(one_arm(std::string(kInduction) +
                                              "    policy: {monitoring: {misuse: 0 % per visit}}\n"
                                              "  - id: b\n    phases:\n" +
                                              kInduction,
                                          "policy: {use: library/policies/supervised-clinic.yaml}\n"));
    only_arm(loaded);
    const auto& plan = loaded.scenario.experiment.plan;
    CHECK(plan.arm[0].stage[0].p_misuse_detected == 0.0f);
    CHECK(plan.arm[1].stage[0].p_misuse_detected == 0.05f);
    CHECK(plan.attendance.p_missed == 0.05f);
  }

  TEST_CASE("an arm may use another library policy when visits are kept alike") {
    const auto loaded =
        load_text(one_arm(std::string(kSprays) + "    policy: {use: library/policies/take-home.yaml}\n",
                          "policy: {use: library/policies/supervised-clinic.yaml}\n"));
    CHECK(only_arm(loaded).stage[0].take_home_after_doses == 0);
  }

  TEST_CASE("missed doses may be given at the end") {
    const auto loaded =
        load_text(one_arm("      - induction:\n"
                          "          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n"
                          "          weekdays: [monday, wednesday, friday]\n"
                          "          doses: 6\n",
                          "policy: {attendance: {catch_up: extend}}\n"));
    only_arm(loaded);
    CHECK(loaded.scenario.experiment.plan.attendance.catch_up == regimen::CatchUp::extend);
  }

  TEST_CASE("a late dose may move what follows, in lists of days too, and patients may leave more readily") {
    const auto loaded =
        load_text(one_arm(kInduction, "policy: {attendance: {catch_up: shift, leaving: 5.5}}\n"));
    only_arm(loaded);
    const regimen::Attendance& attendance = loaded.scenario.experiment.plan.attendance;
    CHECK(attendance.catch_up == regimen::CatchUp::shift);
    CHECK(attendance.leaving_ratio == 5.5f);
    CHECK(regimen::Attendance{}.leaving_ratio == 1.0f);
  }

  TEST_CASE("a stage after the horizon is noted") {
    const auto loaded =
        load_text(one_arm(kInduction, "policy: {stages: [{from: 2 years, setting: take_home}]}\n"));
    only_arm(loaded);
    REQUIRE(loaded.notes.size() == 1);
    CHECK(loaded.notes[0].message ==
          "the stage of the policy from day 730 begins after the horizon of 365 days");
  }

  TEST_CASE("patients are logged by share, by number, or because of what happens to them") {
    const auto loaded = load_text(one_arm(
        kInduction, "outcomes: {patients: {log: 1 %, also: [9, 2, 9], when: [use_disorder, died]}}\n"));
    only_arm(loaded);
    const Scenario& s = loaded.scenario;
    CHECK(s.log_share == doctest::Approx(0.01));
    CHECK(s.log_patients == std::vector<std::uint32_t>{2, 9});
    CHECK(!s.log_when_misuse);
    CHECK(s.log_when_use_disorder);
    CHECK(s.log_when_died);
  }

  TEST_CASE(
      "the smallest difference that counts is a tenth of the horizon, 1 to 4 weeks, or as the scenario "
      "says") {
    struct Case {
      const char* horizon;
      std::uint32_t weeks;
    };
    for (const Case& c : {Case{"4 weeks", 1}, Case{"20 weeks", 2}, Case{"30 weeks", 3}, Case{"2 years", 4}}) {
      Overrides changed;
      changed.set = {{"horizon", c.horizon}};
      const auto loaded = load_text(one_arm(kInduction, ""), changed);
      CHECK(loaded.scenario.experiment.smallest_difference_weeks == c.weeks);
    }
    const auto said = load_text(one_arm(kInduction, "outcomes: {smallest_difference: 6 weeks}\n"));
    CHECK(said.scenario.experiment.smallest_difference_weeks == 6);
  }
}
