// When it is judged who goes on, and what an arm inherits.
#include <doctest/doctest.h>

#include <string>

#include "tests/scenario/only_arm.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

std::string first_fault_of(const Loaded& loaded) {
  return loaded.faults.empty() ? "" : loaded.faults.front().path + ": " + loaded.faults.front().message;
}

const std::string kJudgedMaintenance = "      - maintenance:\n          every: 4 weeks\n          enter_if: ";

}  // namespace

TEST_SUITE("scenario/judgement") {
  TEST_CASE("a judgement is a week after the last dose, or on another day that is named") {
    const auto judged = [](const std::string& more) {
      const auto loaded = load_text(
          one_arm(kInduction + kJudgedMaintenance + "{observed_improvement: at least 50 %" + more + "}\n"));
      return only_arm(loaded).phase[1].entry;
    };
    CHECK(judged("").judged_after_days == 7);
    CHECK(judged(", judged: 3 days after the last dose").judged_after_days == 3);
    CHECK_FALSE(judged("").each_time);
    CHECK(judged(", each_time: true").each_time);
  }

  TEST_CASE("who may wait is judged on the first planned day of the phase") {
    const auto loaded =
        load_text(one_arm(kInduction + kJudgedMaintenance +
                          "{hamd17: at least 16, wait: up to 8 weeks, check_every: 1 week}\n"));
    CHECK(only_arm(loaded).phase[1].entry.judged_after_days == regimen::kNoLimit);
  }

  TEST_CASE("a judgement later than the next dose, or before the first, is refused") {
    CHECK(
        first_fault_of(load_text(one_arm(kInduction + kJudgedMaintenance +
                                         "{hamd17: at least 16, judged: 5 weeks after the last dose}\n"))) ==
        "arms.a.phases.maintenance.enter_if.judged: 'maintenance' begins 28 days after the last dose, it "
        "cannot be "
        "judged 35 days after");
    CHECK(first_fault_of(load_text(one_arm(
              "      - p: {give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}, every: 1 week, "
              "enter_if: {hamd17: at least 16, judged: 3 days after the last dose}}\n"))) ==
          "arms.a.phases.p.enter_if.judged: no dose comes before the first phase");
    CHECK(first_fault_of(load_text(
              one_arm(kInduction + kJudgedMaintenance + "{hamd17: at least 16, judged: 3 days}\n"))) ==
          "arms.a.phases.maintenance.enter_if.judged: '3 days' does not end with 'after the last dose'");
  }

  TEST_CASE("arms that judge on different days get a note, arms that judge on one day none") {
    const auto two_arms = [](const std::string& second) {
      return load_text(one_arm(kInduction + kJudgedMaintenance + "{observed_improvement: at least 50 %}\n" +
                               "  - id: b\n    phases:\n" + kInduction + second));
    };
    const std::string weekly =
        "      - maintenance: {every: 1 week, enter_if: {observed_improvement: at least 50 %";
    CHECK(two_arms(weekly + "}}\n").notes.empty());
    const auto apart = two_arms(weekly + ", judged: 3 days after the last dose}}\n");
    REQUIRE(apart.notes.size() == 1);
    CHECK(apart.notes[0].message ==
          "response is judged on day 14 (b), day 18 (a): the arms keep different people");
  }

  TEST_CASE("a rule on improvement that would act before a dose is refused with the way out") {
    const auto with = [](const std::string& rule) {
      return load_text(
          one_arm("      - induction:\n          give: {drug: ketamine, route: iv, ladder: [0.5 mg/kg, "
                  "0.75 mg/kg], over: 40 min}\n          weekdays: [monday, thursday]\n" +
                  rule));
    };
    const std::string step = "          adapt: [{when: {observed_improvement: below 50 %";
    CHECK(
        first_fault_of(with(step + "}, then: {dose: up}}]\n")) ==
        "arms.a.phases.induction.adapt.0: this rule on improvement would act before anything has been given");
    CHECK(with(step + ", visits_in_a_row: 2}, then: {dose: up}}]\n").faults.empty());
    CHECK(with("          adapt: [{when: {hamd17: at least 16}, then: {dose: up}}]\n").faults.empty());
    CHECK(first_fault_of(with("          enter_if: {observed_improvement: at least 50 %}\n")) ==
          "arms.a.phases.induction.enter_if.observed_improvement: nothing has been given yet when this is "
          "judged");
  }

  TEST_CASE("none, null, {} and [] take away what an arm inherits") {
    for (const char* nothing : {"none", "null", "{}", "[]"}) {
      CAPTURE(nothing);
      const auto loaded = load_text(
          "title: t\nhorizon: 8 weeks\nseed: 1\ncohort: {patients: 10}\n"
          "policy: {caps: {doses: 2 per week}, monitoring: {misuse: 10 % per visit}}\nphases:\n  m:\n"
          "    give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n    every: 1 week\n"
          "    until: 4 weeks\n    premedication: {drug: naltrexone, dose: 50 mg, before: 45 min}\n"
          "    enter_if: {hamd17: at least 16}\n    stop_if: {after_doses: 2, observed_improvement: below 25 "
          "%}\n"
          "    adapt: [{when: {detected: misuse}, then: {stop: true}}]\narms:\n  - {id: a, phases: [m]}\n"
          "  - id: b\n    policy: {caps: " +
          std::string(nothing) + "}\n    phases: [m: {premedication: " + nothing + ", enter_if: " + nothing +
          ", stop_if: " + nothing + ", adapt: " + nothing + ", until: " + nothing + "}]\n");
      INFO(shown(loaded));
      REQUIRE(loaded.faults.empty());
      const auto& plan = loaded.scenario.experiment.plan;
      CHECK(plan.arm[0].phase[0].naltrexone_mg == 50.0f);
      regimen::Phase bare;
      bare.every_days = 7;
      CHECK(plan.arm[1].phase[0] == bare);
      CHECK(plan.arm[1].stage[0].max_doses_per_week == regimen::kNoLimit);
      CHECK(plan.arm[1].stage[0].p_misuse_detected == 0.1f);
    }
  }

  TEST_CASE("a policy that gives all doses under supervision ends what is inherited of doses at home") {
    const auto loaded =
        load_text(one_arm(std::string(kSprays) + "    policy: {setting: supervised}\n",
                          "policy: {setting: supervised, take_home: {after: 6 doses, stock: 3 doses}}\n"));
    CHECK(only_arm(loaded).stage[0].take_home_after_doses == regimen::kNoLimit);
  }

  TEST_CASE("a number of doses without a period is asked back") {
    CHECK(first_fault_of(load_text(one_arm(kInduction, "policy: {caps: {doses: 26}}\n"))) ==
          "policy.caps.doses: '26' of what period?");
  }

  TEST_CASE("infusions are not taken home") {
    CHECK(first_fault_of(load_text(one_arm(kInduction, "policy: {setting: take_home}\n"))) ==
          "arms.a.phases.induction: infusions are not taken home, by this policy that of day 0 would be");
    CHECK(load_text(one_arm(kInduction, "policy: {take_home: {after: 6 doses}}\n")).faults.empty());
  }

  TEST_CASE("a rate in percent may stand at the bound of its range") {
    const auto loaded = load_text(one_arm(
        kInduction,
        "parameters: {use_disorder: 15 % per year, misuse_take_home: 15 % per year, misuse_supervised: 1.5 "
        "% per year, disorder_remission: 30 % per year, urinary_at_2g_daily: 150 % per year}\n"));
    INFO(shown(loaded));
    CHECK(loaded.faults.empty());
  }
}
