// Doses that are rounded to the device, and doses that a cap of one session reduces.
#include <doctest/doctest.h>

#include <string>

#include "model/pharmacokinetics.hpp"
#include "scenario/load.hpp"
#include "tests/scenario/only_arm.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

Loaded nasal(const std::string& give, const std::string& more = "") {
  return load_text(
      one_arm("      - a: {give: {drug: esketamine, route: nasal, " + give + "}, every: 1 week}\n", more));
}

float mg_for(const Loaded& loaded, float weight_kg, std::uint32_t day = 0) {
  const regimen::Arm arm = only_arm(loaded);
  const regimen::PolicyStage& policy = arm.policy_on(day);
  const std::uint32_t planned = arm.phase[0].dose_form;
  const std::uint32_t given = policy.caps_session ? policy.capped_form[planned] : planned;
  return model::dose_mg(loaded.scenario.experiment.plan.dose_form[given], weight_kg);
}

}  // namespace

TEST_SUITE("scenario/rounding") {
  TEST_CASE("a nasal dose is rounded to the nearest number of sprays, the smaller of two as near") {
    const auto mg = [](const std::string& dose) {
      return mg_for(nasal("round_to: spray, dose: " + dose), 70.0f);
    };
    CHECK(mg("5 mg") == 28.0f);
    CHECK(mg("42 mg") == 28.0f);
    CHECK(mg("43 mg") == 56.0f);
    CHECK(mg("70 mg") == 56.0f);
    CHECK(mg("71 mg") == 84.0f);
    CHECK(mg("84 mg") == 84.0f);
    CHECK(mg("100 mg") == 112.0f);
  }

  TEST_CASE("a rounded dose is the same as the one it is rounded to, also in its label") {
    const auto loaded = nasal("round_to: spray, dose: 70 mg");
    only_arm(loaded);
    CHECK(loaded.scenario.dose_form_labels[0] == "esketamine 56 mg nasal");
  }

  TEST_CASE("by body weight each patient gets whole sprays, from one to the three of the label") {
    const auto loaded = nasal("round_to: spray, dose: 0.8 mg/kg");
    CHECK(mg_for(loaded, 40.0f) == 28.0f);   // 32 mg
    CHECK(mg_for(loaded, 60.0f) == 56.0f);   // 48 mg
    CHECK(mg_for(loaded, 90.0f) == 84.0f);   // 72 mg
    CHECK(mg_for(loaded, 150.0f) == 84.0f);  // 120 mg
    CHECK(mg_for(nasal("round_to: spray, dose: 0.05 mg/kg"), 60.0f) == 28.0f);
    CHECK(loaded.scenario.dose_form_labels[0] ==
          "esketamine 0.8 mg/kg nasal, in whole sprays, at most 84 mg");
  }

  TEST_CASE("a ceiling allows other numbers of sprays than three") {
    CHECK(mg_for(nasal("round_to: spray, dose: 1 mg/kg, at_most: 112 mg"), 150.0f) == 112.0f);
    CHECK(mg_for(nasal("round_to: spray, dose: 1 mg/kg, at_most: 56 mg"), 150.0f) == 56.0f);
  }

  TEST_CASE("the steps of a ladder are rounded too, by body weight or not") {
    const auto fixed = nasal("round_to: spray, ladder: [30 mg, 50 mg, 80 mg]");
    const auto& form = fixed.scenario.experiment.plan.dose_form;
    const auto phase = only_arm(fixed).phase[0];
    CHECK(form[phase.ladder[0]].mg == 28.0f);
    CHECK(form[phase.ladder[2]].mg == 84.0f);
    const auto by_weight = nasal("round_to: spray, ladder: [0.4 mg/kg, 0.8 mg/kg]");
    const auto& steps = only_arm(by_weight).phase[0].ladder;
    CHECK(model::dose_mg(by_weight.scenario.experiment.plan.dose_form[steps[0]], 70.0f) == 28.0f);
    CHECK(model::dose_mg(by_weight.scenario.experiment.plan.dose_form[steps[1]], 70.0f) == 56.0f);
  }
}

TEST_SUITE("scenario/session_cap") {
  TEST_CASE("a policy reduces what is given at one session, in mg or by body weight") {
    const auto infusion = [](const std::string& cap) {
      return load_text(one_arm(kInduction, "policy: {caps: {per_session: " + cap + "}}\n"));
    };
    CHECK(mg_for(infusion("40 mg"), 70.0f) == 35.0f);
    CHECK(mg_for(infusion("40 mg"), 100.0f) == 40.0f);
    CHECK(mg_for(infusion("0.4 mg/kg"), 100.0f) == doctest::Approx(40.0));
    CHECK(mg_for(infusion("0.6 mg/kg"), 100.0f) == 50.0f);
    const auto loaded = infusion("40 mg");
    CHECK(loaded.scenario.dose_form_labels ==
          std::vector<std::string>{"ketamine 0.5 mg/kg iv over 40 min",
                                   "ketamine 0.5 mg/kg iv over 40 min, a session at most 40 mg"});
  }

  TEST_CASE("sprays are reduced to a whole number of them, to none where less than one is left") {
    CHECK(mg_for(nasal("dose: 84 mg", "policy: {caps: {per_session: 60 mg}}\n"), 70.0f) == 56.0f);
    CHECK(mg_for(nasal("dose: 84 mg", "policy: {caps: {per_session: 1 mg/kg}}\n"), 70.0f) == 56.0f);
    CHECK(mg_for(nasal("dose: 84 mg", "policy: {caps: {per_session: 0.2 mg/kg}}\n"), 70.0f) == 0.0f);
  }

  TEST_CASE("a cap of a session may begin later, and stays when other caps change") {
    const auto loaded = load_text(one_arm(kInduction,
                                          "policy:\n  stages:\n"
                                          "    - {from: 10 weeks, caps: {per_session: 20 mg}}\n"
                                          "    - {from: 20 weeks, caps: {doses: 1 per week}}\n"));
    CHECK(mg_for(loaded, 70.0f, 69) == 35.0f);
    CHECK(mg_for(loaded, 70.0f, 70) == 20.0f);
    CHECK(mg_for(loaded, 70.0f, 140) == 20.0f);
  }

  TEST_CASE("doses that keep within the cap are no further dose forms") {
    const auto loaded = nasal("ladder: [56 mg, 84 mg]", "policy: {caps: {per_session: 56 mg}}\n");
    const auto arm = only_arm(loaded);
    CHECK(arm.stage[0].capped_form[arm.phase[0].ladder[0]] == arm.phase[0].ladder[0]);
    CHECK(loaded.scenario.experiment.plan.dose_forms == 3);
  }
}
