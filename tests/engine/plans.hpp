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

// Two-weekly nasal doses on a ladder whose top goes by weight, in whole sprays; after a bad stretch a rescue
// course; between courses only ratings.
inline regimen::Arm with_rescue() {
  using regimen::Condition;
  regimen::Phase steady = maintenance(14), watching, rescue = six_infusions();
  steady.dose_form = 3;
  steady.ladder_steps = 3;
  steady.ladder[0] = 3;
  steady.ladder[1] = 4;
  steady.ladder[2] = 5;
  steady.doses = 10;
  steady.rules = 5;
  steady.rule[0] = {.condition = Condition::misuse_detected, .withhold = true};
  steady.rule[1] = {
      .condition = Condition::score_at_least, .threshold = 22.0f, .visits_in_a_row = 2, .go_to = 3};
  steady.rule[2] = {.condition = Condition::score_at_least, .threshold = 14.0f, .dose_steps = 1};
  steady.rule[3] = {
      .condition = Condition::score_at_most, .threshold = 7.0f, .for_days = 28, .dose_steps = -1};
  steady.rule[4] = {.condition = Condition::improvement_above, .threshold = 0.9f, .interval_change_days = 7};
  watching.first_gap_days = 14;
  watching.every_days = 28;
  watching.assessment_only = true;
  watching.next = regimen::kNoPhase;
  watching.rules = 1;
  watching.rule[0] = {
      .condition = Condition::score_at_least, .threshold = 18.0f, .go_to = 3, .go_to_gap_days = 3};
  rescue.next = 1;
  return arm_of({six_infusions(), steady, watching, rescue});
}

// Mondays and Thursdays once the score is back up; policies that change on the way.
inline regimen::Arm with_stages() {
  regimen::Phase pause = maintenance(7), twice_a_week;
  pause.entry = {.min_observed_hamd17 = 18.0f, .wait_every_days = 7, .wait_at_most_days = 63, .otherwise = 2};
  pause.doses = 3;
  pause.next = 2;
  twice_a_week.first_gap_days = 2;
  twice_a_week.on_weekdays = true;
  const std::uint32_t to_monday_or_thursday[] = {3, 2, 1, 4, 3, 2, 1};
  for (std::uint32_t day = 0; day < 7; ++day) twice_a_week.weekday_gap[day] = to_monday_or_thursday[day];
  regimen::Arm arm = arm_of({six_infusions(), pause, twice_a_week});
  arm.stages = 3;
  arm.stage[1] = {
      .from_day = 60, .max_doses_per_week = 1, .take_home_after_doses = 8, .take_home_stock = 8.0f};
  arm.stage[2] = {
      .from_day = 200, .max_doses_per_year = 40, .p_misuse_detected = 0.5f, .p_false_alarm = 0.05f};
  arm.stage[2].caps_session = true;
  arm.stage[2].capped_form[0] = 6;
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
  e.plan.dose_forms = 7;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f, .at_most_mg = 60.0f};
  e.plan.dose_form[1] = {.product = model::Product::esketamine_nasal, .mg = 84.0f};
  e.plan.dose_form[2] = {.product = model::Product::saline};
  e.plan.dose_form[3] = {.product = model::Product::esketamine_nasal, .mg = 28.0f};
  e.plan.dose_form[4] = {.product = model::Product::esketamine_nasal, .mg = 56.0f};
  e.plan.dose_form[5] = {.product = model::Product::esketamine_nasal,
                         .mg_per_kg = 0.9f,
                         .at_most_mg = 84.0f,
                         .whole_sprays = true};
  e.plan.dose_form[6] = e.plan.dose_form[0];
  e.plan.dose_form[6].at_most_mg_per_kg = 0.4f;
  regimen::Phase nasal = maintenance(7), placebo = maintenance(28);
  nasal.dose_form = 1;
  nasal.naltrexone_mg = 9.0f;  // nine receptors in ten at its peak
  nasal.naltrexone_hours_before = 1.0f;
  nasal.doses = 8;
  placebo.dose_form = 2;
  placebo.entry = {};
  placebo.expectancy = model::ExpectancyKind::saline;
  e.plan.arms = 8;
  e.plan.arm[0] = arm_of({six_infusions()});
  e.plan.arm[1] = arm_of({six_infusions(), maintenance(7)});
  e.plan.arm[2] = arm_of({six_infusions(), maintenance(14)});
  e.plan.arm[3] = arm_of({six_infusions(), maintenance(28)});
  e.plan.arm[4] = arm_of({six_infusions(), response_guided()});
  e.plan.arm[5] = arm_of({six_infusions(), nasal, placebo});
  e.plan.arm[5].stage[0].take_home_after_doses = 0;
  e.plan.arm[5].stage[0].max_doses_per_year = 12;
  for (std::uint32_t a = 0; a < 6; ++a) e.plan.arm[a].stage[0].p_misuse_detected = 0.2f;
  e.plan.arm[6] = with_rescue();
  e.plan.arm[7] = with_stages();
  return e;
}

}  // namespace tachy::tests
