#include "study/crossover.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

#include <Eigen/Dense>

#include "base/random.hpp"
#include "model/definitions.hpp"
#include "study/trial/prediction.hpp"

namespace tachy::study {

namespace {

constexpr std::uint32_t kRecruits = 30, kLook = 12, kResponders = 7, kRemitters = 5;
const Eigen::Vector2d kPublishedFalls(22.3, 5.6);  // HAM-D17 points, placebo and naltrexone

// One patient's two sessions.
struct Completer {
  double fall_placebo = 0.0, fall_naltrexone = 0.0;
  bool responds = false, remits = false, responds_on_naltrexone = false;
};

struct Session {
  double before = 0.0, after = 0.0;
  double fall() const { return before - after; }
  bool response() const { return after <= model::kResponseShareOfBaseline * before; }
};
std::optional<Session> session_on(const PatientRatings& ratings, std::uint32_t day) {
  const auto before = ratings.on(day), after = ratings.on(day + 1);
  if (!before || !after) return std::nullopt;
  return Session{*before, *after};
}

// Placebo first in arm 0, naltrexone first in arm 1; nothing for a patient who does not come to both.
std::optional<Completer> completer(const TrialOutcome& outcome, std::uint32_t patient, std::uint32_t arm) {
  const PatientEnd& end = outcome.arms[arm][patient];
  if (end.sessions != 2) return std::nullopt;
  const PatientRatings ratings(outcome, arm, patient);
  const auto first = session_on(ratings, 0), second = session_on(ratings, end.last_session_day);
  if (!first || !second) return std::nullopt;
  const Session& placebo = arm == 0 ? *first : *second;
  const Session& naltrexone = arm == 0 ? *second : *first;
  return Completer{placebo.fall(), naltrexone.fall(), placebo.response(),
                   placebo.after <= model::kRemissionHamd17, naltrexone.response()};
}

// By patient and order; a patient who does not complete both is recruited too, but not counted at the look.
using Pool = std::vector<std::optional<Completer>>;
Pool pool_of(const TrialOutcome& outcome) {
  Pool pool;
  for (std::uint32_t patient = 0; patient < outcome.patients(); ++patient)
    if (PatientRatings(outcome, 0, patient).on(0))
      for (const std::uint32_t arm : {0u, 1u}) pool.push_back(completer(outcome, patient, arm));
  return pool;
}

// Sums over virtual trials.
struct Counts {
  double trials = 0.0, looks = 0.0, responders = 0.0, seven = 0.0, none_of_seven = 0.0, as_published = 0.0;
};

void hold_trial(const Pool& pool, const PhiloxKeys& keys, std::uint32_t number, Counts& counts) {
  std::uint32_t completers = 0, responders = 0, remitters = 0, on_naltrexone = 0;
  for (std::uint32_t recruit = 0; recruit < kRecruits && completers < kLook; ++recruit) {
    const std::uint32_t word =
        random_words<float>(keys, Purpose::virtual_recruitment, recruit, number, 0u, 0u).words[0];
    const auto& patient = pool[std::uint64_t{word} * pool.size() >> 32];
    if (!patient) continue;
    ++completers;
    responders += patient->responds;
    remitters += patient->responds && patient->remits;
    on_naltrexone += patient->responds && patient->responds_on_naltrexone;
  }
  counts.trials += 1.0;
  if (completers < kLook) return;
  counts.looks += 1.0;
  counts.responders += responders;
  if (responders != kResponders) return;
  counts.seven += 1.0;
  counts.none_of_seven += on_naltrexone == 0;
  counts.as_published += on_naltrexone == 0 && remitters == kRemitters;
}

// What the pool says about the patients themselves, trials aside.
struct PoolSummary {
  double remits_unblocked = 0.0, responds_unblocked = 0.0,
         no_response = 0.0;                          // shares of completers; "unblocked":
                                                     // no response on naltrexone
  double fall_placebo = 0.0, fall_naltrexone = 0.0;  // of responders
  double all_placebo = 0.0, all_naltrexone = 0.0;    // of all completers
  double log_likelihood = 0.0;
};

// Log density of the mean falls of seven responders none of whom responds on naltrexone.
double log_density_of_falls(const std::vector<Eigen::Vector2d>& falls) {
  const auto n = static_cast<double>(falls.size());
  Eigen::Vector2d mean = Eigen::Vector2d::Zero();
  for (const auto& f : falls) mean += f / n;
  Eigen::Matrix2d covariance = Eigen::Matrix2d::Identity() * 0.1;  // published to a tenth of a point
  for (const auto& f : falls) covariance += (f - mean) * (f - mean).transpose() / (n * kResponders);
  const Eigen::Vector2d off = kPublishedFalls - mean;
  return -0.5 * (off.dot(covariance.inverse() * off) + std::log(covariance.determinant())) -
         std::log(2.0 * std::numbers::pi);
}

PoolSummary summary_of(const Pool& pool) {
  PoolSummary f;
  std::vector<Eigen::Vector2d> unblocked_falls;
  double n = 0.0, responders = 0.0;
  for (const auto& patient : pool) {
    if (!patient) continue;
    n += 1.0;
    f.all_placebo += patient->fall_placebo;
    f.all_naltrexone += patient->fall_naltrexone;
    if (!patient->responds) {
      f.no_response += 1.0;
      continue;
    }
    responders += 1.0;
    f.fall_placebo += patient->fall_placebo;
    f.fall_naltrexone += patient->fall_naltrexone;
    if (patient->responds_on_naltrexone) continue;
    (patient->remits ? f.remits_unblocked : f.responds_unblocked) += 1.0;
    unblocked_falls.emplace_back(patient->fall_placebo, patient->fall_naltrexone);
  }
  if (responders > 0.0) f.fall_placebo /= responders, f.fall_naltrexone /= responders;
  const auto share = [&](double count) { return (count + 0.5) / (n + 1.5); };  // never quite 0
  const double ways = std::lgamma(kLook + 1.0) - std::lgamma(kRemitters + 1.0) -
                      std::lgamma(kResponders - kRemitters + 1.0) - std::lgamma(kLook - kResponders + 1.0);
  f.log_likelihood = ways + kRemitters * std::log(share(f.remits_unblocked)) +
                     (kResponders - kRemitters) * std::log(share(f.responds_unblocked)) +
                     (kLook - kResponders) * std::log(share(f.no_response));
  f.log_likelihood += unblocked_falls.size() > 2 ? log_density_of_falls(unblocked_falls) : -20.0;
  return f;
}

// A study's own effects and the parameters of one draw, under a hypothesis.
regimen::Experiment experiment_of(const scenario::Scenario& trial, const Posterior& posterior,
                                  const OpioidHypothesis& hypothesis, const PhiloxKeys& keys,
                                  std::uint32_t number, std::uint32_t patients) {
  regimen::Experiment experiment = with_draw(trial, posterior, number % posterior.size());
  model::Parameters& p = experiment.parameters;
  p.opioid_share = static_cast<float>(hypothesis.opioid_share);
  p.expectancy_gated = hypothesis.expectancy_gated ? 1.0f : 0.0f;
  const auto words = random_words<float>(keys, Purpose::virtual_study_effect, number, 0u, 0u, 0u);
  const auto z = normal_pair<float>(words.words[0], words.words[1]);
  p = scenario::in_study(p, {p.study_drug_sd * z.first, p.study_setting_sd * z.second});
  experiment.patients = patients;
  return experiment;
}

}  // namespace

std::vector<CrossoverResult> crossover_2018(const scenario::Scenario& trial, const Posterior& posterior,
                                            const std::vector<OpioidHypothesis>& hypotheses,
                                            const CrossoverEffort& effort) {
  const PhiloxKeys keys = philox_keys(trial.experiment.seed);
  std::vector<std::uint32_t> every_day(trial.experiment.horizon_days);
  std::iota(every_day.begin(), every_day.end(), 0u);
  std::vector<CrossoverResult> results;
  for (const OpioidHypothesis& hypothesis : hypotheses) {
    CrossoverResult r{.hypothesis = hypothesis};
    Counts counts;
    PoolSummary sum;
    std::vector<double> log_likelihoods;
    for (std::uint32_t d = 0; d < effort.draws; ++d) {
      const auto experiment = experiment_of(trial, posterior, hypothesis, keys, d, effort.patients);
      const Pool pool = pool_of(simulate_trial(experiment, every_day, effort.threads));
      const std::uint32_t first = effort.virtual_trials * d / effort.draws;
      const std::uint32_t end = effort.virtual_trials * (d + 1) / effort.draws;
      for (std::uint32_t t = first; t < end; ++t) hold_trial(pool, keys, t, counts);
      const PoolSummary f = summary_of(pool);
      const double completers =
          static_cast<double>(std::count_if(pool.begin(), pool.end(), [](auto& p) { return p.has_value(); }));
      sum.fall_placebo += f.fall_placebo;
      sum.fall_naltrexone += f.fall_naltrexone;
      sum.all_placebo += f.all_placebo / completers;
      sum.all_naltrexone += f.all_naltrexone / completers;
      log_likelihoods.push_back(f.log_likelihood);
    }
    const double n = effort.draws;
    r.looks = counts.looks / counts.trials;
    r.responders = counts.responders / counts.looks;
    r.seven = counts.seven / counts.looks;
    r.none_of_seven = counts.seven > 0.0 ? counts.none_of_seven / counts.seven : 0.0;
    r.as_published = counts.as_published / counts.looks;
    r.fall_placebo = sum.fall_placebo / n;
    r.fall_naltrexone = sum.fall_naltrexone / n;
    r.blocked = 1.0 - sum.fall_naltrexone / sum.fall_placebo;
    r.attenuation = 1.0 - sum.all_naltrexone / sum.all_placebo;
    const double best = *std::max_element(log_likelihoods.begin(), log_likelihoods.end());
    double mean = 0.0;
    for (const double l : log_likelihoods) mean += std::exp(l - best) / n;
    r.log_likelihood = best + std::log(mean);
    results.push_back(r);
  }
  return results;
}

}  // namespace tachy::study
