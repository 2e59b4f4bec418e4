#include "bench/plain_first_version.hpp"

#include <algorithm>
#include <cmath>

#include "bench/plain_patient.hpp"
#include "day/setup.hpp"
#include "model/definitions.hpp"
#include "model/harms.hpp"

namespace tachy::bench {

namespace {

double kept(double days, double half_life_days) { return std::exp2(-days / half_life_days); }

void begin_week(const World& w, Patient& p, Luck& luck) {
  p.fluctuation = p.next_fluctuation;
  p.course = p.next_course;
  p.next_fluctuation = w.fluctuation_kept * p.fluctuation + w.fluctuation_renewed * luck.normal();
  p.next_course = w.course_kept * p.course + w.course_renewed * luck.normal();
}

void fade(const World& w, Patient& p) {
  p.slow = p.slow * p.slow_kept + p.fast * p.consolidated;
  p.fast *= p.fast_kept;
  p.expectancy *= w.expectancy_kept;
  p.unblinding *= w.parameters.unblinding_wanes > 0.0f ? p.fast_kept : w.expectancy_kept;
  p.tolerance *= w.tolerance_kept;
  p.reward_tolerance *= w.reward_tolerance_kept;
  p.craving *= w.craving_kept;
  p.neuroadaptation *= w.neuroadaptation_kept;
  p.sessions_per_week *= w.memory_kept;
  p.mg_per_week *= w.memory_kept;
}

double misuse_hazard(const World& w, const Patient& p, double score) {
  const model::Parameters& m = w.parameters;
  const double frequency = m.dose_frequency_floor + (1.0 - m.dose_frequency_floor) * p.sessions_per_week;
  const double state = std::exp(m.craving_log_ratio * p.craving + w.log_poor_mood_ratio * score / p.baseline);
  return m.misuse_per_year_supervised / 365.25 * p.risk_ratio * frequency * state;
}

void run_clocks(const World& w, Patient& p, Luck& luck, double score, std::uint32_t day) {
  const model::Parameters& m = w.parameters;
  const double state_ratio =
      m.suicide_by_state > 0.0f
          ? std::exp(m.suicide_by_state * m.suicide_log_per_point * (score - p.baseline))
          : 1.0;
  const double suicide = m.suicides_per_year / 365.25 * state_ratio;
  const double other = p.other_deaths_per_day *
                       std::exp(m.other_deaths_log_per_year_of_age * static_cast<double>(day) / 365.25);
  const double excess = (harm_of_use(w, p).death_ratio - 1.0) * (suicide + other);
  p.died = p.suicide.runs_out(suicide) || p.other_death.runs_out(other + excess);
  if (p.died) return;
  if (p.attempt.runs_out(m.suicide_attempts_per_year / 365.25 * state_ratio)) {
    ++p.attempts;
    p.attempt.restart(luck);
  }
  if (p.mg_per_week > 0.0)
    p.ever_urinary |= p.urinary.runs_out(m.urinary_per_year_at_2g_daily / 365.25 *
                                         std::pow(p.mg_per_week / 14000.0, m.urinary_dose_exponent));
  if (p.dependence != model::Dependence::none || p.misuse.runs_out(misuse_hazard(w, p, score)))
    live_with_dependence(w, p, luck, day);
}

void record_week(const World& w, Patient& p, double score, double days) {
  const bool remits = score <= model::kRemissionHamd17,
             responds = remits || score <= model::kResponseShareOfBaseline * p.baseline;
  const bool above = score >= w.parameters.relapse_hamd17;
  p.days += days;
  p.remission_days += remits ? days : 0.0;
  p.response_days += responds ? days : 0.0;
  p.treated_days += p.treatment == regimen::Treatment::in_treatment ? days : 0.0;
  p.score_sum += score * days;
  if (responds) {
    p.relapse_watch = 1;
  } else if (p.relapse_watch > 0 && !above) {
    p.relapse_watch = 1;
  } else if (p.relapse_watch > 0) {
    p.relapses += p.relapse_watch == 2;
    p.relapse_watch = p.relapse_watch == 2 ? 0 : 2;
  }
}

void live(const World& w, const regimen::Arm& arm, Patient& p, Luck& luck, std::uint32_t number) {
  const std::uint32_t days = w.experiment.horizon_days;
  p.next_fluctuation = w.parameters.fluctuation_sd_hamd17 * luck.normal();
  begin_plainly(arm, p);
  for (std::uint32_t day = 0; day < days && !p.died; ++day) {
    if (day > 0) fade(w, p);
    if (day % model::kDaysPerWeek == 0) begin_week(w, p, luck);
    if (p.next_visit == day) visit_plainly(w, arm, p, luck, day);
    const double score = score_on(w, p, day);
    run_clocks(w, p, luck, score, day);
    const std::uint32_t week = day / model::kDaysPerWeek;
    if (!p.died && day::review_day(number, week, days) == day)
      record_week(w, p, score, day::days_of_week(week, days));
  }
}

void add(std::array<PlainTotal, model::kTotalCount>& totals, const Patient& p) {
  using model::Total;
  const auto count = [&](Total total, double value) {
    PlainTotal& t = totals[static_cast<std::uint32_t>(total)];
    t.sum += value;
    t.sum_squares += value * value;
  };
  count(Total::remission_weeks, p.remission_days);
  count(Total::response_weeks, p.response_days);
  count(Total::treated_weeks, p.treated_days);
  count(Total::hamd17_mean, 64.0 * (p.days > 0.0 ? p.score_sum / p.days : p.baseline));
  count(Total::relapses, p.relapses);
  count(Total::sessions, p.sessions);
  for (const model::SessionEventRow& row : model::kSessionEventTable)
    count(model::total_of(row.event), p.events[model::place_of(row.event)]);
  count(model::total_of_lasting(model::SlowHarm::misuse), p.ever_misused);
  count(model::total_of_lasting(model::SlowHarm::use_disorder), p.ever_disorder);
  count(model::total_of_lasting(model::SlowHarm::urinary), p.ever_urinary);
  count(Total::suicide_attempts, p.attempts);
  count(Total::died, p.died);
  count(Total::cumulative_dose_mg, p.cumulative_mg);
  count(Total::misuse_dose_mg, p.misuse_mg);
}

}  // namespace

World::World(const regimen::Experiment& e)
    : experiment(e),
      parameters(e.parameters),
      reference(model::pharmacokinetic_reference(e.parameters)),
      harms_of_use(model::harms_of_use(e.parameters)),
      expectancy_kept(kept(1.0, parameters.expectancy_half_life_days)),
      tolerance_kept(kept(1.0, parameters.antidepressant_tolerance_half_life_days)),
      reward_tolerance_kept(kept(1.0, parameters.reward_tolerance_half_life_days)),
      craving_kept(kept(1.0, parameters.craving_half_life_days)),
      neuroadaptation_kept(kept(1.0, parameters.neuroadaptation_half_life_days)),
      memory_kept(kept(1.0, parameters.dose_frequency_half_life_days)),
      fluctuation_kept(kept(7.0, parameters.fluctuation_half_life_days)),
      fluctuation_renewed(parameters.fluctuation_sd_hamd17 *
                          std::sqrt(1.0 - fluctuation_kept * fluctuation_kept)),
      course_kept(kept(7.0, parameters.slow_course_half_life_days)),
      course_renewed(parameters.slow_course_sd * std::sqrt(1.0 - course_kept * course_kept)),
      dose_as_weekly_rate(7.0 * std::log(2.0) / parameters.dose_frequency_half_life_days),
      log_poor_mood_ratio(std::log(parameters.poor_mood_ratio)),
      logit_missed(model::logit_of_mean(std::clamp(e.plan.attendance.p_missed, 1e-9f, 0.999f),
                                        parameters.attendance_sd)) {
  const double half = 0.5 * parameters.slow_course_sd * parameters.slow_course_sd;
  for (std::uint32_t week = 0; week <= e.horizon_days / model::kDaysPerWeek + 1; ++week)
    half_course_variance.push_back(half * (1.0 - std::pow(course_kept, 2.0 * week)));
}

double score_on(const World& w, const Patient& p, std::uint32_t day) {
  const double b = day % model::kDaysPerWeek / 7.0, a = 1.0 - b;
  const double fluctuation = (a * p.fluctuation + b * p.next_fluctuation) /
                             std::sqrt(a * a + b * b + 2.0 * a * b * w.fluctuation_kept);
  const double lasting =
      p.lasting_improvement * (1.0 - kept(day, w.parameters.lasting_improvement_half_time_days));
  const std::uint32_t week = day / model::kDaysPerWeek;
  const double mean_kept = a * w.half_course_variance[week] + b * w.half_course_variance[week + 1];
  const double natural = a * p.course + b * p.next_course + mean_kept + lasting;
  const double withdrawal =
      day < p.withdrawal_until ? w.parameters.withdrawal_score_effect * p.neuroadaptation : 0.0;
  const double sum = p.fast + p.slow, level = w.parameters.benefit_is_sigmoid > 0.0f ? sum * sum : sum;
  const double benefit = p.effect_ceiling * level / (1.0 + level) + p.expectancy + p.unblinding + natural -
                         withdrawal - harm_of_use(w, p).score_effect;
  double score = p.baseline * std::exp(-benefit);
  if (const double worse = score - p.baseline; worse > 0.0) {
    const double room = std::fmax(model::kMaxHamd17 - p.baseline, 1.0);
    score = p.baseline + room * worse / (room + worse);
  }
  return std::clamp(score + fluctuation, 0.0, double{model::kMaxHamd17});
}

PlainOutcome run_plainly(const regimen::Experiment& experiment) {
  const World world(experiment);
  Luck luck(experiment.seed);
  std::vector<Patient> patients;
  for (std::uint32_t i = 0; i < experiment.patients; ++i) patients.push_back(enrol_plainly(world, luck));
  PlainOutcome outcome(experiment.plan.arms);
  for (std::uint32_t arm = 0; arm < experiment.plan.arms; ++arm)
    for (std::uint32_t i = 0; i < experiment.patients; ++i) {
      Patient patient = patients[i];
      live(world, experiment.plan.arm[arm], patient, luck, i);
      add(outcome[arm], patient);
    }
  return outcome;
}

}  // namespace tachy::bench
