// Dependence of the few who are past `none`, one patient at a time, and the rows of submodels 7.5 and 7.6.
#include "model/dependence.hpp"

#include "model/definitions.hpp"
#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {

float ring(Purpose clock, std::uint32_t start, const PatientDay& at) {
  return exponential<float>(
      random_words<float>(*at.keys, clock, at.patient, at.replicate, at.life, start).word(clock));
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

// Stopping from use disorder brings withdrawal in some, for kWithdrawalDaysMin to withdrawal_days_max.
void maybe_withdraw(DependenceState& d, const DependenceParameters& p, const PatientDay& at) {
  const auto draws = random_words<float>(*at.keys, Purpose::withdrawal_occurs, at.patient, at.replicate,
                                         at.life, d.clock_starts);
  if (!any(happens<float>(draws.word(Purpose::withdrawal_occurs), p.withdrawal_probability))) return;
  const float span = p.withdrawal_days_max - kWithdrawalDaysMin;
  const float days = kWithdrawalDaysMin + span * uniform<float>(draws.word(Purpose::withdrawal_length));
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

HarmsOfUse harms_of_use(const DependenceParameters& p) {
  const float share = p.misuse_share_of_harm;
  const auto shared = [&](float ratio) { return exp(share * log(ratio)); };
  return {.misuse = {.score_effect = share * p.disorder_score_effect,
                     .missed_ratio = shared(p.disorder_missed_ratio),
                     .drop_out_ratio = shared(p.disorder_drop_out_ratio),
                     .death_ratio = shared(p.disorder_death_ratio)},
          .use_disorder = {.score_effect = p.disorder_score_effect,
                           .missed_ratio = p.disorder_missed_ratio,
                           .drop_out_ratio = p.disorder_drop_out_ratio,
                           .death_ratio = p.disorder_death_ratio}};
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
    {.name = "misuse_supervised", .field = &P::misuse_per_year_supervised, .unit = "1/year",
     .default_value = 0.00192f, .low = 0.0005f, .high = 0.015f, .grade = kAssumed,
     .source = "median of draws: prior p.mis.sup (0.004), lognormal 90 %, weighted jointly by 0 use "
               "disorders in 3777 supervised patient-years",
     .meaning = "hazard of starting to misuse, one supervised session a week, no risk factor",
     .no_effect = 0.0f},
    {.name = "misuse_take_home", .field = &P::misuse_per_year_take_home, .unit = "1/year",
     .default_value = 0.0377f, .low = 0.01f, .high = 0.15f, .grade = kAssumed,
     .source = "median of draws: prior p.mis.home (0.036), centred on prescribed opioids",
     .meaning = "the same with take-home doses",
     .no_effect = 0.0f},
    {.name = "use_disorder", .field = &P::use_disorder_per_year, .unit = "1/year",
     .default_value = 0.0357f, .low = 0.015f, .high = 0.15f, .grade = kAssumed,
     .source = "median of draws: prior p.ud (0.04), weighted by the same zero; opioid analogue 0.029",
     .meaning = "hazard of use disorder once misusing, no risk factor",
     .no_effect = 0.0f},
    {.name = "misuse_quit", .field = &P::misuse_quit_per_year, .unit = "1/year",
     .default_value = 0.211f, .low = 0.1f, .high = 0.5f, .grade = kAssumed,
     .source = "median of draws: prior p.quit (0.2); opioid analogue 0.157",
     .meaning = "hazard of ceasing to misuse",
     .no_effect = 0.0f},
    {.name = "disorder_remission", .field = &P::disorder_remission_per_year, .unit = "1/year",
     .default_value = 0.1f, .low = 0.05f, .high = 0.3f, .grade = kAssumed,
     .source = "prior p.remit, untreated",
     .meaning = "hazard of remission from use disorder, untreated",
     .no_effect = 0.0f},
    {.name = "disorder_remission_treated", .field = &P::disorder_remission_treated_per_year, .unit = "1/year",
     .default_value = 0.4f, .low = 0.2f, .high = 0.7f, .grade = kAssumed,
     .source = "prior p.remit, treated",
     .meaning = "the same once the clinic has detected it and referred",
     .no_effect = 0.0f},
    {.name = "disorder_relapse", .field = &P::disorder_relapse_per_year, .unit = "1/year",
     .default_value = 0.15f, .low = 0.05f, .high = 0.4f, .grade = kAssumed,
     .source = "prior p.relapse, year 1",
     .meaning = "hazard of relapse into use disorder",
     .no_effect = 0.0f},
    {.name = "own_history_ratio", .field = &P::own_history_ratio, .unit = "1",
     .default_value = 3.0f, .low = 1.5f, .high = 8.0f, .grade = kAssumed,
     .source = "prior rr.sud",
     .meaning = "hazard ratio of own substance use history",
     .no_effect = 1.0f},
    {.name = "family_history_ratio", .field = &P::family_history_ratio, .unit = "1",
     .default_value = 1.86f, .low = 1.2f, .high = 3.0f, .grade = kAssumed,
     .source = "median of draws: prior rr.fam",
     .meaning = "hazard ratio of family history",
     .no_effect = 1.0f},
    {.name = "comorbidity_ratio", .field = &P::comorbidity_ratio, .unit = "1",
     .default_value = 1.84f, .low = 1.2f, .high = 3.0f, .grade = kAssumed,
     .source = "median of draws: prior rr.mh",
     .meaning = "hazard ratio of comorbid psychiatric disorder",
     .no_effect = 1.0f},
    {.name = "genetic_log_ratio", .field = &P::genetic_log_ratio, .unit = "1",
     .default_value = 0.452f, .low = 0.0f, .high = 1.0f, .grade = kAssumed,
     .source = "median of draws: judgement; heritability of use disorders 0.39-0.72 (recalled)",
     .meaning = "log hazard per SD of genetic liability"},
    {.name = "poor_mood_ratio", .field = &P::poor_mood_ratio, .unit = "1",
     .default_value = 1.59f, .low = 1.0f, .high = 4.0f, .grade = kAssumed,
     .source = "median of draws: judgement (1.5)",
     .meaning = "hazard ratio at the baseline score against a score of 0",
     .no_effect = 1.0f},
    {.name = "dose_memory_half_life", .field = &P::dose_frequency_half_life_days, .unit = "day",
     .default_value = 28.0f, .low = 7.0f, .high = 120.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "half-life of the memory of recent doses"},
    {.name = "dose_frequency_floor", .field = &P::dose_frequency_floor, .unit = "1",
     .default_value = 0.1f, .low = 0.0f, .high = 1.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "misuse hazard with no recent dose, relative to one a week"},
    {.name = "craving_gain", .field = &P::craving_gain, .unit = "1",
     .default_value = 0.0285f, .low = 0.0f, .high = 0.2f, .grade = kAssumed,
     .source = "median of draws: judgement (0.03)",
     .meaning = "share of the way to full craving that one dose goes"},
    {.name = "craving_half_life", .field = &P::craving_half_life_days, .unit = "day",
     .default_value = 30.0f, .low = 7.0f, .high = 180.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "half-life of craving"},
    {.name = "craving_log_ratio", .field = &P::craving_log_ratio, .unit = "1",
     .default_value = 0.948f, .low = 0.0f, .high = 3.0f, .grade = kAssumed,
     .source = "median of draws: judgement (1); craving in 71 % of people with use disorder",
     .meaning = "log hazard of misuse per unit of craving"},
    {.name = "neuroadaptation_gain", .field = &P::neuroadaptation_gain, .unit = "1",
     .default_value = 0.1f, .low = 0.0f, .high = 0.3f, .grade = kAssumed,
     .source = "judgement; withdrawal checklist flat after therapeutic use",
     .meaning = "share of the way to full neuroadaptation that one dose goes"},
    {.name = "neuroadaptation_half_life", .field = &P::neuroadaptation_half_life_days, .unit = "day",
     .default_value = 14.0f, .low = 5.0f, .high = 90.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "half-life of neuroadaptation"},
    {.name = "reward_tolerance_gain", .field = &P::reward_tolerance_gain, .unit = "1",
     .default_value = 0.03f, .low = 0.0f, .high = 0.2f, .grade = kAssumed,
     .source = "judgement; maintenance dose 0.91 against 0.5 mg/kg at start",
     .meaning = "share of the way to full reward tolerance that one dose goes"},
    {.name = "reward_tolerance_half_life", .field = &P::reward_tolerance_half_life_days, .unit = "day",
     .default_value = 21.0f, .low = 5.0f, .high = 90.0f, .grade = kAssumed,
     .source = "not measured in people; sweep 5-90 days",
     .meaning = "half-life of reward tolerance"},
    {.name = "misuse_days", .field = &P::misuse_days_per_week, .unit = "1/week",
     .default_value = 1.0f, .low = 0.25f, .high = 4.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "days with unsupervised doses while misusing"},
    {.name = "misuse_dose", .field = &P::misuse_dose_mg, .unit = "mg",
     .default_value = 100.0f, .low = 35.0f, .high = 500.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "unsupervised dose on such a day, before escalation"},
    {.name = "disorder_days", .field = &P::disorder_days_per_week, .unit = "1/week",
     .default_value = 6.0f, .low = 3.0f, .high = 7.0f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "days of use in use disorder"},
    {.name = "disorder_dose", .field = &P::disorder_dose_mg, .unit = "mg",
     .default_value = 2000.0f, .low = 500.0f, .high = 3000.0f, .grade = Grade::measured,
     .source = "Harding: 2.0 g a day in 274 people with self-identified use disorder",
     .meaning = "dose on a day of use in use disorder"},
    {.name = "misuse_escalation", .field = &P::misuse_escalation, .unit = "1",
     .default_value = 6.0f, .low = 1.0f, .high = 10.0f, .grade = Grade::recalled,
     .source = "frequent users about six times their first dose",
     .meaning = "dose ratio at full reward tolerance"},
    {.name = "withdrawal_probability", .field = &P::withdrawal_probability, .unit = "1",
     .default_value = 0.6f, .low = 0.4f, .high = 0.75f, .grade = kAssumed,
     .source = "prior p.wd; craving 71 %, low mood 62 % on stopping",
     .meaning = "probability of withdrawal on stopping from use disorder"},
    {.name = "withdrawal_days_max", .field = &P::withdrawal_days_max, .unit = "day",
     .default_value = 14.0f, .low = 5.0f, .high = 28.0f, .grade = kAssumed,
     .source = "prior p.wd: 3-14 days",
     .meaning = "longest withdrawal"},
    {.name = "withdrawal_score_effect", .field = &P::withdrawal_score_effect, .unit = "1",
     .default_value = 0.3f, .low = 0.0f, .high = 0.9f, .grade = kAssumed,
     .source = "judgement",
     .meaning = "worsening of the score at full neuroadaptation while it lasts, log units"},
    {.name = "disorder_score_effect", .field = &P::disorder_score_effect, .unit = "1",
     .default_value = 0.1f, .low = 0.0f, .high = 0.4f, .grade = kAssumed,
     .source = "judgement; depression scores rise with frequency of use (Fan 2016; Morgan 2010) "
               "and a high level of symptoms is 1.55 (1.24-1.94) times as common in past-year users of school "
               "age (Monitoring the Future 2016-19); what of it is cause is not known",
     .meaning = "worsening of the score while a use disorder is active, log units",
     .no_effect = 0.0f},
    {.name = "disorder_missed_ratio", .field = &P::disorder_missed_ratio, .unit = "1",
     .default_value = 1.5f, .low = 1.0f, .high = 3.0f, .grade = kAssumed,
     .source = "judgement; no ratio found, direction from 7641 people in addiction services",
     .meaning = "ratio of the probability of missing a visit, use disorder active",
     .no_effect = 1.0f},
    {.name = "disorder_drop_out_ratio", .field = &P::disorder_drop_out_ratio, .unit = "1",
     .default_value = 1.35f, .low = 0.7f, .high = 3.0f, .grade = kAssumed,
     .source = "judgement; odds of going on with an antidepressant 0.74 in 53,034 veterans with any substance "
               "use disorder (Coughlin 2020), but such patients completed eight sprays more often (72 against 61 %)",
     .meaning = "hazard ratio of dropping out, use disorder active",
     .no_effect = 1.0f},
    {.name = "disorder_death_ratio", .field = &P::disorder_death_ratio, .unit = "1",
     .default_value = 3.0f, .low = 1.5f, .high = 6.0f, .grade = kAssumed,
     .source = "judgement: 6.13 (4.15-9.05) for problem cocaine use (Peacock 2020, 16 cohorts; accidents 6.36) and "
               "2.57 (2.09-3.15) after acute care for hallucinogens (Ontario, 7953 people), against everybody; "
               "treatment-resistant depression has 1.35 of it already",
     .meaning = "hazard ratio of death of any cause, use disorder active; accidents and overdose included",
     .no_effect = 1.0f},
    {.name = "misuse_share_of_harm", .field = &P::misuse_share_of_harm, .unit = "1",
     .default_value = 0.3f, .low = 0.0f, .high = 1.0f, .grade = kAssumed,
     .source = "judgement; lifetime use of hallucinogens without more raises no mortality (20,498 US adults, 20 years)",
     .meaning = "share of these four effects, in log units, that misuse without use disorder has",
     .no_effect = 0.0f},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> dependence_rows() { return kDependenceRows; }

}  // namespace tachy::model
