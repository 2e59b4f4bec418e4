#include "bench/plain_patient.hpp"

#include <cmath>

namespace tachy::bench {

namespace {

struct Person {
  double age, weight, baseline, log_risk;
  std::uint32_t failed_treatments;
  bool own_history;
};

double cut_off_normal(const model::Marginal& m, Luck& luck) {
  double value = m.mean + m.sd * luck.normal();
  while (value < m.low || value > m.high) value = m.mean + m.sd * luck.normal();
  return value;
}

Person draw_candidate(const World& world, Luck& luck) {
  const model::Cohort& c = world.experiment.cohort;
  const model::Parameters& p = world.parameters;
  Person person{};
  person.age = cut_off_normal(c.age_years, luck);
  person.weight = cut_off_normal(luck.happens(c.p_female) ? c.weight_kg_women : c.weight_kg_men, luck);
  person.baseline = cut_off_normal(c.baseline_hamd17, luck);
  const double failures = luck.exponential() / std::log(1.0 + 1.0 / c.failed_treatments_mean_beyond_two);
  person.failed_treatments = 2 + static_cast<std::uint32_t>(failures);
  person.own_history = luck.happens(c.p_own_substance_history);
  if (person.own_history) person.log_risk += std::log(p.own_history_ratio);
  if (luck.happens(c.p_family_substance_history)) person.log_risk += std::log(p.family_history_ratio);
  if (luck.happens(c.p_psychiatric_comorbidity)) person.log_risk += std::log(p.comorbidity_ratio);
  return person;
}

bool eligible(const Person& person, const model::Eligibility& e, Luck& luck) {
  const bool turned_away =
      e.exclude_own_substance_history &&
      luck.happens(person.own_history ? e.history_test_sensitivity : 1.0f - e.history_test_specificity);
  return person.baseline >= e.min_baseline_hamd17 && person.age >= e.min_age_years &&
         person.age <= e.max_age_years && person.failed_treatments >= e.min_failed_treatments && !turned_away;
}

void draw_response(const World& world, Patient& p, Luck& luck) {
  const model::Parameters& m = world.parameters;
  const double relative_ceiling = luck.happens(m.responder_fraction) ? 1.0 : m.poor_responder_ceiling;
  p.effect_ceiling = relative_ceiling * m.effect_ceiling * std::exp(m.effect_ceiling_sd * luck.normal());
  p.half_effect_exposure = m.half_effect_exposure * std::exp(m.half_effect_exposure_sd * luck.normal());
  const double fast = std::log(2.0) / (m.fast_half_life_days * std::exp(m.fast_half_life_sd * luck.normal()));
  const double slow = std::fmin(
      std::log(2.0) / (m.slow_half_life_days * std::exp(m.slow_half_life_sd * luck.normal())), 0.5 * fast);
  p.fast_kept = std::exp(-fast);
  p.slow_kept = std::exp(-slow);
  p.consolidated = std::fmin(m.consolidation_per_day, fast) / (fast - slow) * (p.slow_kept - p.fast_kept);
  p.placebo_responsiveness = std::exp(m.expectancy_sd * luck.normal());
  p.lasting_improvement = m.lasting_improvement * std::exp(m.lasting_improvement_sd * luck.normal());
}

void draw_harms(const World& world, const Person& person, Patient& p, Luck& luck) {
  const model::Parameters& m = world.parameters;
  p.adverse_event_frailty = m.adverse_event_frailty_sd * luck.normal();
  p.systolic_resting = m.systolic_resting_mmhg + m.systolic_resting_sd * luck.normal();
  p.systolic_rise = m.systolic_rise_mmhg + m.systolic_rise_sd_patient * luck.normal() +
                    m.systolic_rise_per_year_over_60 * std::fmax(person.age - 60.0, 0.0);
  p.drop_out_ratio = std::exp(m.drop_out_frailty_sd * luck.normal());
  p.other_deaths_per_day =
      m.other_deaths_per_year / 365.25 * std::exp(m.other_deaths_log_per_year_of_age * (person.age - 46.0));
  p.risk_ratio = std::exp(person.log_risk + m.genetic_log_ratio * luck.normal());
  const double logit = world.logit_missed + m.attendance_sd * luck.normal();
  p.p_missed = 1.0 / (1.0 + std::exp(-logit));
  for (Clock* clock : {&p.suicide, &p.attempt, &p.other_death, &p.urinary, &p.misuse}) clock->restart(luck);
}

// Once for each patient and no part of a day: the model's own closed form.
void work_out_exposure(const World& world, const Person& person, Patient& p, Luck& luck) {
  const model::DoseForm& form = world.experiment.plan.dose_form[0];
  model::PharmacokineticTraits<float> traits{
      static_cast<float>(person.weight), static_cast<float>(person.age), {}};
  for (float& z : traits.effect) z = static_cast<float>(luck.normal());
  const auto exposure = model::exposure_to<float>(form, world.parameters, traits, world.reference);
  p.dose_mg = model::dose_mg<float>(form, traits.weight_kg);
  p.exposure = exposure.effect;
  p.log_peak = std::log(exposure.peak_ng_per_ml / world.reference.peak_ng_per_ml);
}

}  // namespace

Patient enrol_plainly(const World& world, Luck& luck) {
  Person person = draw_candidate(world, luck);
  while (!eligible(person, world.experiment.eligibility, luck)) person = draw_candidate(world, luck);
  Patient p{};
  p.baseline = person.baseline;
  draw_response(world, p, luck);
  draw_harms(world, person, p, luck);
  work_out_exposure(world, person, p, luck);
  return p;
}

}  // namespace tachy::bench
