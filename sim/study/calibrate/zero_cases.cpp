#include "study/calibrate/zero_cases.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/cohort.hpp"
#include "model/dependence.hpp"
#include "study/calibrate/fit_draws.hpp"
#include "study/calibrate/sampler.hpp"

namespace tachy::study {

namespace {

constexpr Eigen::Index kCandidatesPerDraw = 20;
constexpr std::uint32_t kFirstCandidate = 1u << 24;  // so that no particle's words are used again
constexpr double kScoreRatio = 0.5;                  // of patients who stay in treatment: responders
constexpr double kDaysPerYear = 365.25;

// The steady level of a quantity that every dose moves towards 1 by a share, and that fades in between.
double steady_level(double gain, double half_life_days, double doses_per_day) {
  const double rising = gain * doses_per_day;
  return rising / (rising + std::log(2.0) / half_life_days);
}

double misuse_per_year(const model::Parameters& p, const ZeroCases& care, double risk_ratio) {
  const double craving =
      steady_level(static_cast<double>(p.craving_gain), static_cast<double>(p.craving_half_life_days),
                   care.sessions_per_week / 7.0);
  return kDaysPerYear *
         static_cast<double>(model::misuse_hazard_per_day<float>(
             p, p.misuse_per_year_supervised, static_cast<float>(risk_ratio), static_cast<float>(craving),
             static_cast<float>(care.sessions_per_week), static_cast<float>(kScoreRatio)));
}

// none -> misuse at `start`, back at `quit`, on to use disorder at `worsen`; all per year and constant.
double disorders_per_year(double start, double quit, double worsen, double years) {
  // Shares s of none and m of misuse: s' = -start s + quit m, m' = start s - (quit + worsen) m, from s = 1.
  const double sum = start + quit + worsen, root = std::sqrt(sum * sum - 4.0 * start * worsen);
  const double fast = 0.5 * (sum + root), slow = start * worsen / fast;
  const double without = (fast * std::exp(-slow * years) - slow * std::exp(-fast * years)) / root;
  return (1.0 - without) / years;
}

struct RiskGroup {
  double share, ratio;
};

// Family history, comorbidity and genes, as in the default cohort.
std::vector<RiskGroup> risk_groups(const model::Parameters& p) {
  // Gauss-Hermite, five points: exact for the lognormal moments that matter here to a thousandth.
  constexpr std::array<std::array<double, 2>, 5> kLiability = {{{-2.856970013872806, 0.011257411327720689},
                                                                {-1.355626179974266, 0.2220759220056126},
                                                                {0.0, 0.5333333333333333},
                                                                {1.355626179974266, 0.2220759220056126},
                                                                {2.856970013872806, 0.011257411327720689}}};
  const model::Cohort cohort;
  const auto family = static_cast<double>(cohort.p_family_substance_history);
  const auto comorbid = static_cast<double>(cohort.p_psychiatric_comorbidity);
  std::vector<RiskGroup> groups;
  for (const auto& [liability, share] : kLiability) {
    const double genes = std::exp(static_cast<double>(p.genetic_log_ratio) * liability);
    for (const bool has_family : {false, true}) {
      for (const bool has_comorbidity : {false, true}) {
        const double ratio = genes * (has_family ? static_cast<double>(p.family_history_ratio) : 1.0) *
                             (has_comorbidity ? static_cast<double>(p.comorbidity_ratio) : 1.0);
        groups.push_back(
            {share * (has_family ? family : 1.0 - family) * (has_comorbidity ? comorbid : 1.0 - comorbid),
             ratio});
      }
    }
  }
  return groups;
}

model::Parameters parameters_with(const ZeroCases& care, const Eigen::VectorXd& values) {
  model::Parameters parameters = model::default_parameters();
  for (std::size_t i = 0; i < care.uncertain.size(); ++i)
    parameters.*care.uncertain[i].parameter->field = static_cast<float>(values(static_cast<Eigen::Index>(i)));
  return parameters;
}

}  // namespace

double disorders_per_patient_year(const model::Parameters& p, const ZeroCases& care) {
  double mean = 0.0;
  for (const RiskGroup& group : risk_groups(p)) {
    mean += group.share * disorders_per_year(misuse_per_year(p, care, group.ratio),
                                             static_cast<double>(p.misuse_quit_per_year),
                                             static_cast<double>(p.use_disorder_per_year) * group.ratio,
                                             care.years_each);
  }
  return mean;
}

WeightedPrior weigh_by_zero_cases(const ZeroCases& care, std::uint64_t seed, Eigen::Index draws) {
  const PhiloxKeys keys = philox_keys(seed);
  std::vector<Prior> priors{care.ascertained};
  for (const Uncertain& uncertain : care.uncertain) priors.push_back(uncertain.prior);
  const Eigen::Index candidates = draws * kCandidatesPerDraw;
  const auto parameters = static_cast<Eigen::Index>(care.uncertain.size());
  Eigen::MatrixXd values(candidates, parameters);
  Eigen::VectorXd expected(candidates);
  for (Eigen::Index i = 0; i < candidates; ++i) {
    const auto number = kFirstCandidate + static_cast<std::uint32_t>(i);
    const Eigen::VectorXd all = values_of(from_prior(keys, number, priors), priors);
    values.row(i) = all.tail(parameters);
    expected(i) = all(0) * care.patient_years *
                  disorders_per_patient_year(parameters_with(care, all.tail(parameters)), care);
  }
  const Eigen::VectorXd weights = (-expected.array()).exp() / (-expected.array()).exp().sum();
  WeightedPrior weighted_prior;
  weighted_prior.effective_share = effective_sample_size(-expected) / static_cast<double>(candidates);
  weighted_prior.expected_before = expected.mean();
  weighted_prior.expected_after = weights.dot(expected);
  weighted_prior.unweighted = values.topRows(draws);
  weighted_prior.values.resize(draws, parameters);
  const double start = uniform_at(keys, Purpose::calibration_resampling, {kFirstCandidate, 0, 0});
  const std::vector<Eigen::Index> chosen = systematic_choice(weights, start, draws);
  for (Eigen::Index i = 0; i < draws; ++i)
    weighted_prior.values.row(i) = values.row(chosen[static_cast<std::size_t>(i)]);
  return weighted_prior;
}

}  // namespace tachy::study
