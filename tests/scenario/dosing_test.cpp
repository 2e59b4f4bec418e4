// The language of doses, courses and rules as the engine reads it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/scenario/only_arm.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

const std::string kInduct = kInduction;
const std::string kSpray =
    "          give: {drug: esketamine, route: nasal, dose: 84 mg, ladder: [56 mg, 84 mg]}\n";

}  // namespace

TEST_SUITE("scenario/dosing") {
  TEST_CASE("a ladder names its doses from low to high and begins with 'dose'") {
    const auto loaded = load_text(
        one_arm("      - sprays:\n" + kSpray +
                "          every: 1 week\n          adapt:\n"
                "            - {when: {hamd17: at most 7}, then: {dose: down}}\n"
                "            - {when: {observed_improvement: below 25 %, visits_in_a_row: 2}, then: "
                "{dose: up, interval: -3 days}}\n"));
    const auto phase = only_arm(loaded).phase[0];
    const auto& forms = loaded.scenario.experiment.plan.dose_form;
    REQUIRE(phase.ladder_steps == 2);
    CHECK(forms[phase.ladder[0]].mg == 56.0f);
    CHECK(forms[phase.ladder[1]].mg == 84.0f);
    CHECK(phase.dose_form == phase.ladder[1]);
    CHECK(phase.rule[0].dose_steps == -1);
    CHECK(phase.rule[1].dose_steps == 1);
    CHECK(phase.rule[1].interval_change_days == -3);
  }

  TEST_CASE("a ladder without 'dose' begins with its lowest step, in mg/kg too") {
    const auto loaded =
        load_text(one_arm("      - a: {give: {drug: ketamine, route: iv, over: 40 min, at_most: 80 mg, "
                          "ladder: [0.5 mg/kg, 0.75 "
                          "mg/kg, 1 mg/kg]}, every: 1 week}\n"));
    const auto phase = only_arm(loaded).phase[0];
    const auto& form = loaded.scenario.experiment.plan.dose_form[phase.ladder[2]];
    CHECK(phase.ladder_steps == 3);
    CHECK(phase.dose_form == phase.ladder[0]);
    CHECK(form.mg_per_kg == 1.0f);
    CHECK(form.at_most_mg == 80.0f);
  }

  TEST_CASE("visits at which nothing is given are for rating only") {
    const auto loaded = load_text(
        one_arm(kInduct + "      - ratings: {give: nothing, start_after: 1 day, days: [0, 2, 4]}\n"
                          "      - more: {give: {same_as: induction}, start_after: 1 week, days: [0, 7]}\n"));
    const auto arm = only_arm(loaded);
    CHECK(!arm.phase[0].assessment_only);
    CHECK(arm.phase[1].assessment_only);
    CHECK(!arm.phase[2].assessment_only);
    CHECK(days_of_phase(loaded, 1) == Days{12, 14, 16});
    CHECK(days_of_phase(loaded, 2) == Days{23, 30});
  }

  TEST_CASE("patients who are followed without any dose can be run") {
    const auto loaded = load_text(one_arm("      - ratings: {give: nothing, every: 1 week}\n"));
    CHECK(only_arm(loaded).phase[0].assessment_only);
    CHECK(loaded.scenario.experiment.plan.dose_forms == 1);
    CHECK(loaded.scenario.dose_form_labels.size() == 1);
  }

  TEST_CASE("weekdays count from the weekday of day 0") {
    const std::string phase =
        "      - sprays:\n" + kSpray + "          weekdays: [thursday, monday]\n          doses: 5\n";
    CHECK(days_of_phase(load_text(one_arm(phase)), 0) == Days{0, 3, 7, 10, 14});
    CHECK(days_of_phase(load_text(one_arm(phase, "starts_on: wednesday\n")), 0) == Days{1, 5, 8, 12, 15});
  }

  TEST_CASE("weekdays of a later phase begin with the first one after the phase before") {
    const auto later = [](const std::string& more) {
      return days_of_phase(
          load_text(one_arm(kInduct + "      - later: {weekdays: [monday, friday], doses: 3" + more + "}\n")),
          1);
    };
    CHECK(later("") == Days{14, 18, 21});  // day 11 is a friday
    CHECK(later(", start_after: 1 week") == Days{18, 21, 25});
    CHECK(later(", start_after: 8 days") == Days{21, 25, 28});
  }

  TEST_CASE(
      "weekdays may follow a phase that ends on different days, also when lost doses extend the course") {
    const std::string phases =
        "      - induction:\n"
        "          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n"
        "          weekdays: [tuesday, thursday, saturday]\n          doses: 6\n"
        "      - steady:\n          every: 1 week\n          doses: 3\n"
        "          adapt:\n"
        "            - {when: {hamd17: at most 7}, then: {interval: +3 days}}\n"
        "      - later: {weekdays: [monday, thursday], start_after: 2 days, doses: 3}\n";
    const auto loaded =
        load_text(one_arm(phases, "policy: {attendance: {catch_up: extend}}\nstarts_on: tuesday\n"));
    CHECK(only_arm(loaded).phase[2].on_weekdays);
    CHECK(days_of_phase(loaded, 2) == Days{34, 37, 41});  // two days after the last dose is a saturday
  }

  TEST_CASE("a rescue phase is reached by go_to alone and leads back") {
    const auto loaded =
        load_text(one_arm(kInduct + "      - maintenance:\n          every: 2 weeks\n          adapt:\n"
                                    "            - {when: {hamd17: at least 16, visits_in_a_row: 2}, then: "
                                    "{go_to: rescue, after: 2 days}}\n"
                                    "            - {when: {hamd17: at most 5}, then: {withhold: true}}\n"
                                    "      - rescue: {days: [0, 2, 4], then: maintenance}\n"));
    const auto arm = only_arm(loaded);
    CHECK(loaded.notes.empty());
    CHECK(arm.phase[1].rule[0].go_to == 2);
    CHECK(arm.phase[1].rule[0].go_to_gap_days == 2);
    CHECK(arm.phase[1].rule[1].withhold);
    CHECK(arm.phase[1].next == regimen::kInOrder);
    CHECK(arm.phase[2].next == 1);
  }

  TEST_CASE("a phase may be the last one although others are listed after it") {
    const auto loaded =
        load_text(one_arm(
            kInduct + "      - taper:\n          every: 2 weeks\n          doses: 2\n          then: end\n"
                      "          enter_if: {hamd17: at most 12}\n          otherwise: again\n"
                      "      - again: {every: 1 week}\n"));
    const auto arm = only_arm(loaded);
    CHECK(arm.phase[1].next == regimen::kNoPhase);
    CHECK(arm.phase[1].entry.otherwise == 2);
    CHECK(arm.phase[1].entry.max_observed_hamd17 == 12.0f);
    CHECK(days_of_phase(loaded, 2).empty());
  }

  TEST_CASE("who may not enter yet waits and is rated again") {
    const auto entry =
        only_arm(load_text(one_arm(kInduct +
                                   "      - again:\n          every: 1 week\n          enter_if: {hamd17: at "
                                   "least 20, wait: up to 9 weeks, check_every: 3 days}\n")))
            .phase[1]
            .entry;
    CHECK(entry.min_observed_hamd17 == 20.0f);
    CHECK(entry.wait_at_most_days == 63);
    CHECK(entry.wait_every_days == 3);
  }

  TEST_CASE("conditions may be given as MADRS, by the scenario's own ratio of the scales") {
    const auto arm = only_arm(load_text(one_arm(
        kInduct + "      - more:\n          every: 1 week\n          enter_if: {madrs: at most 13}\n"
                  "          adapt:\n            - {when: {madrs: at least 26, visits_in_a_row: 2}, then: "
                  "{stop: true}}\n            - {when: {madrs: at most 6.5, for: 4 weeks}, then: {interval: "
                  "+1 week}}\n",
        "parameters: {madrs_per_hamd17: 1.3}\n")));
    CHECK(arm.phase[1].entry.max_observed_hamd17 == doctest::Approx(10.0));
    CHECK(arm.phase[1].rule[0].threshold == doctest::Approx(20.0));
    CHECK(arm.phase[1].rule[0].condition == regimen::Condition::score_at_least);
    CHECK(arm.phase[1].rule[1].threshold == doctest::Approx(5.0));
    CHECK(arm.phase[1].rule[1].for_days == 28);
  }

  TEST_CASE("a rule may ask for an improvement that is reached") {
    const auto rule =
        only_arm(load_text(one_arm(kInduct + "      - more:\n          every: 1 week\n          adapt:\n"
                                             "            - {when: {observed_improvement: at least 50 %, "
                                             "visits_in_a_row: 3}, then: {interval: +1 week}}\n")))
            .phase[1]
            .rule[0];
    CHECK(rule.condition == regimen::Condition::improvement_above);
    CHECK(rule.threshold == 0.5f);
    CHECK(rule.visits_in_a_row == 3);
  }

  TEST_CASE("blinded drug raises the expectancy of an active placebo, blinded saline that of saline") {
    const auto loaded = load_text(one_arm(
        kInduct +
        "      - drug: {every: 1 week, doses: 2, blinded: true}\n"
        "      - sham: {give: {drug: saline, route: iv}, every: 1 week, doses: 2, blinded: true}\n"
        "      - active: {give: {drug: midazolam, route: iv}, every: 1 week, doses: 2, blinded: true}\n"));
    const auto arm = only_arm(loaded);
    CHECK(arm.phase[0].expectancy == model::ExpectancyKind::drug);
    CHECK(arm.phase[1].expectancy == model::ExpectancyKind::active_placebo);
    CHECK(arm.phase[2].expectancy == model::ExpectancyKind::saline);
    CHECK(arm.phase[3].expectancy == model::ExpectancyKind::active_placebo);
  }

  TEST_CASE("doses above those of label and trials are noted, not refused") {
    const auto note = [](const std::string& give) {
      const auto loaded = load_text(one_arm("      - a: {give: " + give + ", every: 1 week}\n"));
      only_arm(loaded);
      return loaded.notes.empty() ? "" : loaded.notes[0].message;
    };
    CHECK(note("{drug: esketamine, route: nasal, dose: 112 mg}") ==
          "'112 mg' is above 84 mg, the highest dose of the label");
    CHECK(note("{drug: ketamine, route: iv, dose: 1.5 mg/kg, over: 40 min}") ==
          "'1.5 mg/kg' is above 1 mg/kg, the highest dose of the trials");
    CHECK(note("{drug: ketamine, route: iv, dose: 1 mg/kg, over: 40 min}").empty());
  }
}
