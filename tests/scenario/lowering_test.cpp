#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model/parameter_table.hpp"
#include "scenario/load.hpp"
#include "tests/scenario/only_arm.hpp"

using namespace tachy;
using namespace tachy::scenario;

TEST_SUITE("scenario/lowering") {
  TEST_CASE("listed days become a first gap and gaps") {
    const auto loaded = load_text(one_arm(kInduction));
    const regimen::Phase phase = only_arm(loaded).phase[0];
    CHECK(phase.first_gap_days == 0);
    CHECK(phase.listed_gaps == 5);
    CHECK(phase.gap_days[2] == 3);
    CHECK(phase.doses == 6);
    const model::DoseForm& form = loaded.scenario.experiment.plan.dose_form[phase.dose_form];
    CHECK(form.product == model::Product::ketamine_iv);
    CHECK(form.mg_per_kg == 0.5f);
    CHECK(form.infusion_hours == 40.0f / 60.0f);
    CHECK(loaded.scenario.dose_form_labels[phase.dose_form] == "ketamine 0.5 mg/kg iv over 40 min");
  }

  TEST_CASE("by default a later phase begins one interval after the last planned day") {
    const std::string phases = std::string(kInduction) + "      - maintenance: {every: 2 weeks, doses: 3}\n";
    CHECK(days_of_phase(load_text(one_arm(phases)), 1) == Days{25, 39, 53});
  }

  TEST_CASE("start_after says otherwise") {
    const std::string phases =
        std::string(kInduction) + "      - maintenance: {every: 2 weeks, doses: 3, start_after: 1 week}\n";
    CHECK(days_of_phase(load_text(one_arm(phases)), 1) == Days{18, 32, 46});
  }

  TEST_CASE("a taper takes its intervals one after the other and keeps the last") {
    const std::string taper =
        std::string(kInduction) + "      - taper: {every: [3 weeks, 4 weeks, 6 weeks], doses: 4}\n";
    CHECK(days_of_phase(load_text(one_arm(taper)), 1) == Days{32, 60, 102, 144});
  }

  TEST_CASE("until counts from the start of the scenario and the day itself still counts") {
    const std::string phases = std::string(kInduction) + "      - weekly: {every: 1 week, until: 25 days}\n";
    CHECK(days_of_phase(load_text(one_arm(phases)), 1) == Days{18, 25});
  }

  TEST_CASE("a stop rule on the last dose of a phase is judged on entering the next") {
    const std::string phases = std::string(kInduction) +
                               "          stop_if: {after_doses: 6, observed_improvement: below 25 %}\n"
                               "      - maintenance: {every: 1 week}\n";
    const auto arm = only_arm(load_text(one_arm(phases)));
    CHECK(arm.phase[0].stop_after_doses == regimen::kNoLimit);
    CHECK(arm.phase[1].entry.min_observed_improvement == 0.25f);
    CHECK(arm.phase[1].entry.stopped_below == 0.25f);
  }

  TEST_CASE("a stop rule before the last dose stays in its phase") {
    const std::string phases =
        std::string(kInduction) + "          stop_if: {after_doses: 4, observed_improvement: below 20 %}\n";
    const auto phase = only_arm(load_text(one_arm(phases))).phase[0];
    CHECK(phase.stop_after_doses == 4);
    CHECK(phase.stop_improvement_below == 0.2f);
  }

  TEST_CASE("rules keep their order, thresholds and bounds") {
    const std::string phases =
        std::string(kInduction) +
        "      - maintenance:\n"
        "          every: 2 weeks\n"
        "          adapt:\n"
        "            - {when: {detected: misuse}, then: {stop: true}}\n"
        "            - {when: {hamd17: at least 16, visits_in_a_row: 2}, then: {interval: -1 "
        "week, not_below: 1 week}}\n"
        "            - {when: {hamd17: at most 7, for: 8 weeks}, then: {interval: +1 week, "
        "not_above: 6 weeks}}\n";
    const auto phase = only_arm(load_text(one_arm(phases))).phase[1];
    REQUIRE(phase.rules == 3);
    CHECK(phase.rule[0].condition == regimen::Condition::misuse_detected);
    CHECK(phase.rule[0].stop);
    CHECK(phase.rule[1].threshold == 16.0f);
    CHECK(phase.rule[1].visits_in_a_row == 2);
    CHECK(phase.rule[1].interval_change_days == -7);
    CHECK(phase.rule[1].interval_low_days == 7);
    CHECK(phase.rule[2].condition == regimen::Condition::score_at_most);
    CHECK(phase.rule[2].for_days == 56);
    CHECK(phase.rule[2].interval_high_days == 42);
  }

  TEST_CASE("naltrexone goes into the plan as milligrams and hours before the session") {
    const auto phase_with = [](const std::string& premedication) {
      return only_arm(load_text(one_arm(std::string(kInduction) +
                                        "          premedication: " + premedication + "\n")))
          .phase[0];
    };
    const regimen::Phase late = phase_with("{drug: naltrexone, dose: 50 mg, before: 45 min}");
    CHECK(late.naltrexone_mg == 50.0f);
    CHECK(late.naltrexone_hours_before == 0.75f);
    CHECK(phase_with("{drug: naltrexone, dose: 25 mg, before: 24 h}").naltrexone_hours_before == 24.0f);
    CHECK(phase_with("{drug: placebo}").naltrexone_mg == 0.0f);
  }

  TEST_CASE("equal doses share one form and a placebo sets what is expected") {
    const std::string phases =
        std::string(kInduction) +
        "      - more: {give: {same_as: induction}, every: 1 week, doses: 2}\n"
        "      - saline: {give: {drug: saline, route: iv}, every: 1 week, doses: 2}\n"
        "      - sedated: {give: {drug: midazolam, route: iv}, every: 1 week, doses: 2}\n";
    const auto loaded = load_text(one_arm(phases));
    const auto arm = only_arm(loaded);
    CHECK(arm.phase[0].dose_form == arm.phase[1].dose_form);
    CHECK(loaded.scenario.experiment.plan.dose_forms == 3);
    CHECK(arm.phase[2].expectancy == model::ExpectancyKind::saline);
    CHECK(arm.phase[3].expectancy == model::ExpectancyKind::active_placebo);
  }

  TEST_CASE("caps may be yearly, in all, or both, and an arm may say otherwise") {
    const auto loaded = load_text(
        one_arm(std::string(kSprays) + "    policy: {caps: {doses: 10 in all}, setting: take_home}\n",
                "policy: {caps: {doses: [26 per year, 40 in all]}}\n"));
    const auto arm = only_arm(loaded);
    CHECK(arm.stage[0].max_doses_per_year == regimen::kNoLimit);
    CHECK(arm.max_doses == 10);
    CHECK(arm.stage[0].take_home_after_doses == 0);
    const auto plain = load_text(one_arm(kInduction, "policy: {caps: {doses: [26 per year, 40 in all]}}\n"));
    CHECK(only_arm(plain).stage[0].max_doses_per_year == 26);
    CHECK(only_arm(plain).max_doses == 40);
  }

  TEST_CASE("parameters take their table's unit, remember where they were set, and keep the other defaults") {
    const auto loaded =
        load_text(one_arm(kInduction, "tachyphylaxis: strong\nparameters: {fast_half_life: 1 week}\n"));
    only_arm(loaded);
    const auto& parameters = loaded.scenario.experiment.parameters;
    CHECK(parameters.fast_half_life_days == 7.0f);
    CHECK(parameters.antidepressant_tolerance_gain > 0.0f);
    CHECK(parameters.hill == model::default_parameters().hill);
    const auto& origins = loaded.scenario.parameter_origins;
    REQUIRE(origins.size() == model::parameter_table().size());
    const auto at = std::find_if(origins.begin(), origins.end(),
                                 [](const auto& o) { return o.name == "fast_half_life"; });
    CHECK(at->set_by == SetBy::scenario);
    CHECK(at->where == "tachy_test_scenario.yaml:6");
  }

  TEST_CASE("every named level of tachyphylaxis lies in the range of its parameter") {
    for (const char* level : {"none", "weak", "strong"}) {
      const auto loaded = load_text(one_arm(kInduction, std::string("tachyphylaxis: ") + level + "\n"));
      only_arm(loaded);
      for (const auto& row : model::parameter_table()) {
        if (row.name != "antidepressant_tolerance_gain") continue;
        CHECK(loaded.scenario.experiment.parameters.*row.field >= row.low);
        CHECK(loaded.scenario.experiment.parameters.*row.field <= row.high);
      }
    }
  }

  TEST_CASE("phases that the horizon cuts off, wholly or in part, and unused ones are noted, not refused") {
    const auto first_note = [](const Loaded& loaded) {
      INFO(shown(loaded));
      REQUIRE(loaded.faults.empty());
      REQUIRE(loaded.notes.size() == 1);
      return loaded.notes[0].path + ": " + loaded.notes[0].message;
    };
    const std::string induction = kInduction;
    CHECK(first_note(load_text(one_arm(induction + "      - late: {every: 2 years}\n"))) ==
          "arms.a.phases.late: no dose of 'late' falls within the horizon of 365 days");
    CHECK(first_note(load_text(one_arm(induction + "      - taper: {every: 20 weeks, doses: 4}\n"))) ==
          "arms.a.phases.taper: only 2 of 4 doses of 'taper' fall within the horizon of 365 days");
    CHECK(first_note(load_text(one_arm(induction + "      - late: {every: 1 week}\n",
                                       "policy: {caps: {doses: 6 in all}}\n"))) ==
          "arms.a.phases.late: 'late' is never begun: after 6 doses in all treatment ends");
    CHECK(first_note(load_text(one_arm(induction, "phases: {weekly: {every: 1 week}}\n"))) ==
          "phases.weekly: no arm uses 'weekly'");
  }
}
