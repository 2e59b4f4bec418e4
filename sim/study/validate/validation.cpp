#include "study/validate/validation.hpp"

#include <functional>

#include "study/trial/predictive.hpp"

namespace tachy::study {

namespace {

using scenario::PublishedEndpoint;
using EndpointIndices = std::vector<Eigen::Index>;

// Correlation of what the naive predictor gets wrong about two endpoints of one study in the same cell.
constexpr double kAlikeInACell = 0.8;

PredictiveDensities densities_of(const TrialPredictions& predictions) {
  PredictiveDensities densities;
  for (const Prediction& prediction : predictions)
    densities.push_back({prediction.mean, prediction.sampling + prediction.study});
  return densities;
}

// NaN when no draw gives the endpoint value.
double share_showing_sign(const TrialPredictions& predictions, Eigen::Index endpoint, double sign) {
  double positive = 0.0, n = 0.0;
  for (const Prediction& prediction : predictions) {
    if (std::isnan(prediction.mean(endpoint))) continue;
    positive += prediction.positive(endpoint);
    n += 1.0;
  }
  return sign > 0.0 ? positive / n : 1.0 - positive / n;
}

bool seldom_reached(const TrialPredictions& predictions, Eigen::Index median) {
  double unreached = 0.0;
  for (const Prediction& prediction : predictions) unreached += std::isnan(prediction.mean(median));
  return unreached > kMostUnreached * static_cast<double>(predictions.size());
}

bool is_judged_by_sign(const PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::sign && endpoint.not_scored.empty() &&
         endpoint.evidence != scenario::Evidence::recalled;
}

EndpointScore score_endpoint(const scenario::Scenario& trial, std::size_t number,
                             const TrialPredictions& predictions, const PredictiveDensities& densities,
                             const NaivePredictor& naive) {
  const PublishedEndpoint& endpoint = trial.published->endpoints[number];
  const auto index = static_cast<Eigen::Index>(number);
  EndpointScore score;
  score.number = number;
  score.published = on_comparison_scale(endpoint, endpoint.value);
  if (endpoint.comparison == scenario::Contrast::sign) {
    score.sign_shown = share_showing_sign(predictions, index, endpoint.value);
    return score;
  }
  const PredictiveDensity all = mixture_of(only(densities, {index}));
  score.predicted = is_median(endpoint) && seldom_reached(predictions, index) ? kUnknown : all.mean(0);
  score.sd = std::sqrt(all.covariance(0, 0) + kSmallestVariance);
  score.naive = naive.predict(trial, endpoint);
  score.scored = is_scored(endpoint) && trial.published->split != scenario::Split::context;
  if (score.scored) {
    score.z = (score.published - score.predicted) / score.sd;
    score.naive_z = (score.published - score.naive.mean) / std::sqrt(score.naive.variance());
  }
  return score;
}

// How sampling correlates endpoint values, because virtual trials read them off the same patients.
Eigen::MatrixXd sampling_correlation(const TrialPredictions& predictions, const EndpointIndices& endpoints) {
  const auto n = static_cast<Eigen::Index>(endpoints.size());
  Eigen::MatrixXd covariance = kSmallestVariance * Eigen::MatrixXd::Identity(n, n);
  for (const Prediction& prediction : predictions) covariance += prediction.sampling(endpoints, endpoints);
  const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  return scale.asDiagonal() * covariance * scale.asDiagonal();
}

// What the naive predictor expects of these endpoint values together.
PredictiveDensity naive_density(const StudyScore& study, const EndpointIndices& endpoints,
                                const Eigen::MatrixXd& sampling_correlation) {
  const auto n = static_cast<Eigen::Index>(endpoints.size());
  const auto naive_of = [&](Eigen::Index i) -> const NaivePrediction& {
    return study.endpoints[static_cast<std::size_t>(endpoints[static_cast<std::size_t>(i)])].naive;
  };
  PredictiveDensity naive{Eigen::VectorXd(n), Eigen::MatrixXd(n, n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const NaivePrediction& a = naive_of(i);
    naive.mean(i) = a.mean;
    for (Eigen::Index j = 0; j < n; ++j) {
      const NaivePrediction& b = naive_of(j);
      const double alike = i == j ? 1.0 : a.cell == b.cell ? kAlikeInACell : 0.0;
      naive.covariance(i, j) = alike * std::sqrt(a.between * b.between) +
                               sampling_correlation(i, j) * std::sqrt(a.sampling * b.sampling);
    }
  }
  return naive;
}

std::optional<double> skill(const StudyScore& study, const TrialPredictions& predictions, bool contrasts) {
  EndpointIndices endpoints;
  for (const EndpointScore& score : study.endpoints)
    if (score.scored && is_contrast(study.endpoint(score)) == contrasts)
      endpoints.push_back(static_cast<Eigen::Index>(score.number));
  if (endpoints.empty()) return std::nullopt;
  Eigen::VectorXd published(static_cast<Eigen::Index>(endpoints.size()));
  for (Eigen::Index i = 0; i < published.size(); ++i)
    published(i) =
        study.endpoints[static_cast<std::size_t>(endpoints[static_cast<std::size_t>(i)])].published;
  const PredictiveDensity naive =
      naive_density(study, endpoints, sampling_correlation(predictions, endpoints));
  const double gain =
      log_density(only(densities_of(predictions), endpoints), published) - log_density({naive}, published);
  return gain / static_cast<double>(endpoints.size());
}

// A mean over studies of a mean over their scored endpoints.
std::optional<StudyMean> mean_of(std::span<const StudyScore> studies, scenario::Split split,
                                 const std::function<double(const EndpointScore&)>& value) {
  std::vector<StudyValue> means;
  for (const StudyScore& study : studies) {
    double sum = 0.0, n = 0.0;
    for (const EndpointScore& score : study.endpoints)
      if (score.scored) sum += value(score), n += 1.0;
    if (study.published().split == split && n > 0.0) means.push_back({study.published().weight, sum / n});
  }
  return mean_over_studies(means);
}

std::optional<StudyMean> mean_skill(std::span<const StudyScore> studies, scenario::Split split,
                                    std::optional<double> StudyScore::*kind) {
  std::vector<StudyValue> skills;
  for (const StudyScore& study : studies)
    if (study.published().split == split && study.*kind)
      skills.push_back({study.published().weight, *(study.*kind)});
  return mean_over_studies(skills);
}

}  // namespace

StudyScore score_study(const scenario::Scenario& trial, const TrialPredictions& predictions,
                       const NaivePredictor& naive) {
  StudyScore study;
  study.trial = &trial;
  const PredictiveDensities densities = densities_of(predictions);
  for (std::size_t number = 0; number < trial.published->endpoints.size(); ++number)
    study.endpoints.push_back(score_endpoint(trial, number, predictions, densities, naive));
  study.skill_levels = skill(study, predictions, false);
  study.skill_contrasts = skill(study, predictions, true);
  return study;
}

Summary summarise(std::span<const StudyScore> studies, scenario::Split split) {
  Summary summary;
  for (const StudyScore& study : studies) {
    std::size_t scored = 0;
    for (const EndpointScore& score : study.endpoints) scored += score.scored;
    if (study.published().split != split || scored == 0) continue;
    summary.studies += 1;
    summary.endpoints += scored;
  }
  summary.mean_z2 = mean_of(studies, split, [](const EndpointScore& score) { return score.z * score.z; });
  for (std::size_t i = 0; i < kCoverageLevels.size(); ++i)
    summary.coverage[i] = mean_of(studies, split, [&](const EndpointScore& score) {
      return is_inside(score, kCoverageLevels[i]) ? 1.0 : 0.0;
    });
  summary.skill_levels = mean_skill(studies, split, &StudyScore::skill_levels);
  summary.skill_contrasts = mean_skill(studies, split, &StudyScore::skill_contrasts);
  return summary;
}

std::string why_not_scored(const StudyScore& study, const EndpointScore& score) {
  const PublishedEndpoint& endpoint = study.endpoint(score);
  if (score.scored) return "";
  if (!endpoint.not_scored.empty()) return endpoint.not_scored;
  if (endpoint.evidence == scenario::Evidence::recalled) return "recalled, not checked against its source";
  if (endpoint.comparison == scenario::Contrast::sign) return "a direction without a size";
  return "the study is context";
}

std::vector<const PublishedEndpoint*> not_computed(std::span<const StudyScore> studies) {
  std::vector<const PublishedEndpoint*> missing;
  for (const StudyScore& study : studies) {
    for (const EndpointScore& score : study.endpoints) {
      const PublishedEndpoint& endpoint = study.endpoint(score);
      const bool sign = is_judged_by_sign(endpoint);
      if ((score.scored && std::isnan(score.predicted)) || (sign && std::isnan(score.sign_shown)))
        missing.push_back(&endpoint);
    }
  }
  return missing;
}

}  // namespace tachy::study
