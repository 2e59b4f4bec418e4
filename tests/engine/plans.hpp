// Small experiments that tests share.
#pragma once

#include <initializer_list>

#include "model/parameter_table.hpp"
#include "regimen/experiment.hpp"

namespace tachy::tests {

inline regimen::Phase six_infusions() {
  regimen::Phase phase;
  phase.doses = 6;
  phase.listed_gaps = 5;
  const std::uint32_t gaps[] = {2, 2, 3, 2, 2};
  for (std::uint32_t i = 0; i < 5; ++i) phase.gap_days[i] = gaps[i];
  phase.stop_after_doses = 4;
  phase.stop_improvement_below = 0.1f;
  return phase;
}

inline regimen::Phase maintenance(std::uint32_t every_days) {
  regimen::Phase phase;
  phase.first_gap_days = 7;
  phase.every_days = every_days;
  phase.entry.min_observed_improvement = 0.4f;
  return phase;
}

inline regimen::Phase response_guided() {
  using regimen::Condition;
  regimen::Phase phase = maintenance(14);
  phase.rules = 3;
  phase.rule[0] = {.condition = Condition::misuse_detected, .stop = true};
  phase.rule[1] = {.condition = Condition::score_at_least,
                   .threshold = 16.0f,
                   .visits_in_a_row = 2,
                   .interval_change_days = -7,
                   .interval_low_days = 7};
  phase.rule[2] = {.condition = Condition::score_at_most,
                   .threshold = 7.0f,
                   .for_days = 56,
                   .interval_change_days = 7,
                   .interval_high_days = 42};
  return phase;
}

inline regimen::Arm arm_of(std::initializer_list<regimen::Phase> phases) {
  regimen::Arm arm;
  for (const regimen::Phase& phase : phases) arm.phase[arm.phases++] = phase;
  return arm;
}

// Induction alone, weekly, two-weekly, four-weekly, response-guided, and one with everything: nasal
// esketamine, opioid blockade, a placebo phase, caps, take-home. Misuse is made common so that its path is
// walked often.
inline regimen::Experiment many_regimes(std::uint32_t patients) {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.parameters.opioid_share = 0.5f;
  e.parameters.antidepressant_tolerance_gain = 0.05f;
  e.parameters.misuse_per_year_supervised = 0.3f;
  e.parameters.use_disorder_per_year = 1.0f;
  e.parameters.misuse_quit_per_year = 1.0f;
  e.parameters.disorder_remission_per_year = 1.0f;
  e.parameters.suicide_by_state = 1.0f;
  e.cohort.p_own_substance_history = 0.2f;
  e.cohort.new_antidepressant = true;
  e.patients = patients;
  e.horizon_days = 364;
  e.seed = 20180830;
  e.plan.dose_forms = 3;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f, .at_most_mg = 60.0f};
  e.plan.dose_form[1] = {.product = model::Product::esketamine_nasal, .mg = 84.0f};
  e.plan.dose_form[2] = {.product = model::Product::saline};
  e.plan.misuse_detection_sensitivity = 0.2f;
  regimen::Phase nasal = maintenance(7), placebo = maintenance(28);
  nasal.dose_form = 1;
  nasal.mu_occupancy = 0.9f;
  nasal.doses = 8;
  placebo.dose_form = 2;
  placebo.entry = {};
  placebo.expectancy = model::ExpectancyKind::saline;
  e.plan.arms = 6;
  e.plan.arm[0] = arm_of({six_infusions()});
  e.plan.arm[1] = arm_of({six_infusions(), maintenance(7)});
  e.plan.arm[2] = arm_of({six_infusions(), maintenance(14)});
  e.plan.arm[3] = arm_of({six_infusions(), maintenance(28)});
  e.plan.arm[4] = arm_of({six_infusions(), response_guided()});
  e.plan.arm[5] = arm_of({six_infusions(), nasal, placebo});
  e.plan.arm[5].take_home = true;
  e.plan.arm[5].max_doses_per_year = 12;
  return e;
}

}  // namespace tachy::tests
