// Dependence of the few who are past `none`, one patient at a time, and the rows of submodels 7.5 and 7.6.
#include "model/dependence.hpp"

#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {

float ring(Purpose clock, std::uint32_t start, const PatientDay& at) {
  return exponential<float>(draw<float>(*at.keys, clock, at.patient, at.replicate, 0u, start).word(clock));
}

void enter(DependenceState& d, Dependence state, const PatientDay& at) {
  const auto start = d.clock_starts;
  d.state = state;
  d.leave_hazard = d.worsen_hazard = 0.0f;
  switch (state) {
    case Dependence::misuse:
      d.leave_at = ring(Purpose::clock_misuse_quit, start, at);
      d.worsen_at = ring(Purpose::clock_use_disorder, start, at);
      break;
    case Dependence::use_disorder:
      d.leave_at = ring(Purpose::clock_disorder_remission, start, at);
      break;
    case Dependence::remission:
      d.worsen_at = ring(Purpose::clock_disorder_relapse, start, at);
      break;
    case Dependence::none:
      break;
  }
  d.clock_starts = start + 1;
}

// Stopping from use disorder brings withdrawal in some, for 3 days to withdrawal_days_max.
void maybe_withdraw(DependenceState& d, const DependenceParameters& p, const PatientDay& at) {
  const auto draws =
      draw<float>(*at.keys, Purpose::withdrawal_occurs, at.patient, at.replicate, 0u, d.clock_starts);
  if (!any(happens<float>(draws.word(Purpose::withdrawal_occurs), p.withdrawal_probability))) return;
  const float span = p.withdrawal_days_max - 3.0f;
  const float days = 3.0f + span * uniform<float>(draws.word(Purpose::withdrawal_length));
  d.withdrawal_until = at.day + truncate(days + 0.5f);
}

}  // namespace

Exits exits_of(const DependenceState& d, const DependenceParameters& p, float risk_ratio, bool detected) {
  constexpr float kYear = 1.0f / 365.25f;
  switch (d.state) {
    case Dependence::misuse:
      return {p.misuse_quit_per_year * kYear, p.use_disorder_per_year * risk_ratio * kYear};
    case Dependence::use_disorder:
      return {(detected ? p.disorder_remission_treated_per_year : p.disorder_remission_per_year) * kYear,
              0.0f};
    case Dependence::remission:
      return {0.0f, p.disorder_relapse_per_year * kYear};
    case Dependence::none:
      break;
  }
  return {0.0f, 0.0f};
}

void start_misuse(DependenceState& d, const PatientDay& at) { enter(d, Dependence::misuse, at); }

void review_dependence(DependenceState& d, const DependenceParameters& p, float risk_ratio, bool detected,
                       const PatientDay& at) {
  if (d.state == Dependence::none) return;
  const Exits exit = exits_of(d, p, risk_ratio, detected);
  const float leave_in =
      exit.leave_per_day > 0.0f ? (d.leave_at - d.leave_hazard) / exit.leave_per_day : 1e9f;
  const float worsen_in =
      exit.worsen_per_day > 0.0f ? (d.worsen_at - d.worsen_hazard) / exit.worsen_per_day : 1e9f;
  d.leave_hazard = d.leave_hazard + exit.leave_per_day * at.days_since_review;
  d.worsen_hazard = d.worsen_hazard + exit.worsen_per_day * at.days_since_review;
  if (min(leave_in, worsen_in) >= at.days_since_review) return;
  const bool leaves = leave_in <= worsen_in;
  if (d.state == Dependence::misuse) {
    enter(d, leaves ? Dependence::none : Dependence::use_disorder, at);
  } else if (d.state == Dependence::use_disorder) {
    maybe_withdraw(d, p, at);
    enter(d, Dependence::remission, at);
  } else {
    enter(d, Dependence::use_disorder, at);
  }
}

bool takes_own_dose(const DependenceState& d, const DependenceParameters& p, std::uint32_t day) {
  if (d.state != Dependence::misuse && d.state != Dependence::use_disorder) return false;
  const float per_week = d.state == Dependence::misuse ? p.misuse_days_per_week : p.disorder_days_per_week;
  const auto doses_until = [&](float end) { return truncate(per_week * end / 7.0f); };
  return doses_until(to_float(day)) > doses_until(to_float(day) - 1.0f);
}

float own_dose_mg(const DependenceState& d, const DependenceParameters& p, float reward_tolerance) {
  if (d.state == Dependence::use_disorder) return p.disorder_dose_mg;
  return p.misuse_dose_mg * (1.0f + (p.misuse_escalation - 1.0f) * reward_tolerance);
}

namespace {

// clang-format off
constexpr ParameterRow kDependenceRows[] = {
    {"misuse_supervised", &P::misuse_per_year_supervised, "1/year", 0.0019f, 0.0005f, 0.015f, kAssumed, "prior p.mis.sup (0.004), lognormal 90 %, weighted jointly by 0 use disorders in 3777 supervised patient-years", "hazard of starting to misuse, one supervised session a week, no risk factor"},
    {"misuse_take_home", &P::misuse_per_year_take_home, "1/year", 0.036f, 0.01f, 0.15f, kAssumed, "prior p.mis.home, centred on prescribed opioids", "the same with take-home doses"},
    {"use_disorder", &P::use_disorder_per_year, "1/year", 0.036f, 0.015f, 0.15f, kAssumed, "prior p.ud (0.04), weighted by the same zero; opioid analogue 0.029", "hazard of use disorder once misusing, no risk factor"},
    {"misuse_quit", &P::misuse_quit_per_year, "1/year", 0.2f, 0.1f, 0.5f, kAssumed, "prior p.quit; opioid analogue 0.157", "hazard of ceasing to misuse"},
    {"disorder_remission", &P::disorder_remission_per_year, "1/year", 0.1f, 0.05f, 0.3f, kAssumed, "prior p.remit, untreated", "hazard of remission from use disorder, untreated"},
    {"disorder_remission_treated", &P::disorder_remission_treated_per_year, "1/year", 0.4f, 0.2f, 0.7f, kAssumed, "prior p.remit, treated", "the same once the clinic has detected it and referred"},
    {"disorder_relapse", &P::disorder_relapse_per_year, "1/year", 0.15f, 0.05f, 0.4f, kAssumed, "prior p.relapse, year 1", "hazard of relapse into use disorder"},
    {"own_history_ratio", &P::own_history_ratio, "1", 3.0f, 1.5f, 8.0f, kAssumed, "prior rr.sud", "hazard ratio of own substance use history"},
    {"family_history_ratio", &P::family_history_ratio, "1", 1.8f, 1.2f, 3.0f, kAssumed, "prior rr.fam", "hazard ratio of family history"},
    {"comorbidity_ratio", &P::comorbidity_ratio, "1", 1.8f, 1.2f, 3.0f, kAssumed, "prior rr.mh", "hazard ratio of comorbid psychiatric disorder"},
    {"genetic_log_ratio", &P::genetic_log_ratio, "1", 0.5f, 0.0f, 1.0f, kAssumed, "judgement; heritability of use disorders 0.39-0.72 (recalled)", "log hazard per SD of genetic liability"},
    {"poor_mood_ratio", &P::poor_mood_ratio, "1", 1.5f, 1.0f, 4.0f, kAssumed, "judgement", "hazard ratio at the baseline score against a score of 0"},
    {"dose_memory_half_life", &P::dose_frequency_half_life_days, "day", 28.0f, 7.0f, 120.0f, kAssumed, "judgement", "half-life of the memory of recent doses"},
    {"dose_frequency_floor", &P::dose_frequency_floor, "1", 0.1f, 0.0f, 1.0f, kAssumed, "judgement", "misuse hazard with no recent dose, relative to one a week"},
    {"craving_gain", &P::craving_gain, "1", 0.02f, 0.0f, 0.2f, kAssumed, "judgement", "share of the way to full craving that one dose goes"},
    {"craving_half_life", &P::craving_half_life_days, "day", 30.0f, 7.0f, 180.0f, kAssumed, "judgement", "half-life of craving"},
    {"craving_log_ratio", &P::craving_log_ratio, "1", 1.0f, 0.0f, 3.0f, kAssumed, "judgement; craving in 71 % of people with use disorder", "log hazard of misuse per unit of craving"},
    {"neuroadaptation_gain", &P::neuroadaptation_gain, "1", 0.1f, 0.0f, 0.3f, kAssumed, "judgement; withdrawal checklist flat after therapeutic use", "share of the way to full neuroadaptation that one dose goes"},
    {"neuroadaptation_half_life", &P::neuroadaptation_half_life_days, "day", 14.0f, 5.0f, 90.0f, kAssumed, "judgement", "half-life of neuroadaptation"},
    {"reward_tolerance_gain", &P::reward_tolerance_gain, "1", 0.03f, 0.0f, 0.2f, kAssumed, "judgement; maintenance dose 0.91 against 0.5 mg/kg at start", "share of the way to full reward tolerance that one dose goes"},
    {"reward_tolerance_half_life", &P::reward_tolerance_half_life_days, "day", 21.0f, 5.0f, 90.0f, kAssumed, "not measured in people; sweep 5-90 days", "half-life of reward tolerance"},
    {"misuse_days", &P::misuse_days_per_week, "1/week", 1.0f, 0.25f, 4.0f, kAssumed, "judgement", "days with unsupervised doses while misusing"},
    {"misuse_dose", &P::misuse_dose_mg, "mg", 100.0f, 35.0f, 500.0f, kAssumed, "judgement", "unsupervised dose on such a day, before escalation"},
    {"disorder_days", &P::disorder_days_per_week, "1/week", 6.0f, 3.0f, 7.0f, kAssumed, "judgement", "days of use in use disorder"},
    {"disorder_dose", &P::disorder_dose_mg, "mg", 2000.0f, 500.0f, 3000.0f, Grade::measured, "Harding: 2.0 g a day in 274 people with self-identified use disorder", "dose on a day of use in use disorder"},
    {"misuse_escalation", &P::misuse_escalation, "1", 6.0f, 1.0f, 10.0f, Grade::recalled, "frequent users about six times their first dose", "dose ratio at full reward tolerance"},
    {"withdrawal_probability", &P::withdrawal_probability, "1", 0.6f, 0.4f, 0.75f, kAssumed, "prior p.wd; craving 71 %, low mood 62 % on stopping", "probability of withdrawal on stopping from use disorder"},
    {"withdrawal_days_max", &P::withdrawal_days_max, "day", 14.0f, 5.0f, 28.0f, kAssumed, "prior p.wd: 3-14 days", "longest withdrawal"},
    {"withdrawal_score_effect", &P::withdrawal_score_effect, "1", 0.3f, 0.0f, 0.9f, kAssumed, "judgement", "worsening of the score at full neuroadaptation while it lasts, log units"},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> dependence_rows() { return kDependenceRows; }

}  // namespace tachy::model
