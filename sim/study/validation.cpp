#include "study/validation.hpp"

#include <functional>

#include "study/forecast.hpp"

namespace tachy::study {

namespace {

using scenario::PublishedEndpoint;
using Figures = std::vector<Eigen::Index>;

Forecasts forecasts_of(const TrialPredictions& predictions) {
  Forecasts forecasts;
  for (const Prediction& prediction : predictions)
    forecasts.push_back({prediction.mean, prediction.sampling + prediction.study});
  return forecasts;
}

// NaN when no draw gives the figure.
double share_showing_sign(const TrialPredictions& predictions, Eigen::Index figure, double sign) {
  double positive = 0.0, n = 0.0;
  for (const Prediction& prediction : predictions) {
    if (std::isnan(prediction.mean(figure))) continue;
    positive += prediction.positive(figure);
    n += 1.0;
  }
  return sign > 0.0 ? positive / n : 1.0 - positive / n;
}

bool is_judged_by_sign(const PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::sign && endpoint.not_scored.empty() &&
         endpoint.evidence != scenario::Evidence::recalled;
}

EndpointScore score_endpoint(const scenario::Scenario& trial, std::size_t number,
                             const TrialPredictions& predictions, const Forecasts& forecasts,
                             const NaivePredictor& naive) {
  const PublishedEndpoint& endpoint = trial.published->endpoints[number];
  const auto figure = static_cast<Eigen::Index>(number);
  EndpointScore score;
  score.number = number;
  score.published = on_comparison_scale(endpoint, endpoint.value);
  if (endpoint.comparison == scenario::Contrast::sign) {
    score.sign_shown = share_showing_sign(predictions, figure, endpoint.value);
    return score;
  }
  const Forecast all = mixture_of(only(forecasts, {figure}));
  score.predicted = all.mean(0);
  score.sd = std::sqrt(all.covariance(0, 0) + kSmallestVariance);
  score.naive = naive.expect(trial, endpoint);
  score.scored = is_scored(endpoint) && trial.published->split != scenario::Split::context;
  if (score.scored) {
    score.z = (score.published - score.predicted) / score.sd;
    score.naive_z = (score.published - score.naive.mean) / std::sqrt(score.naive.variance);
  }
  return score;
}

// What the naive predictor expects of these figures together, with the correlations of the model.
Forecast naive_forecast(const StudyScore& study, const Figures& figures, const Forecasts& model) {
  const auto n = static_cast<Eigen::Index>(figures.size());
  Forecast naive{Eigen::VectorXd(n), Eigen::MatrixXd::Identity(n, n)};
  Eigen::VectorXd sd(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Expected& expected =
        study.endpoints[static_cast<std::size_t>(figures[static_cast<std::size_t>(i)])].naive;
    naive.mean(i) = expected.mean;
    sd(i) = std::sqrt(expected.variance);
  }
  const Eigen::MatrixXd& covariance = mixture_of(model).covariance;
  if (covariance.allFinite()) {
    const Eigen::VectorXd model_sd = (covariance.diagonal().array() + kSmallestVariance).sqrt();
    naive.covariance = covariance.cwiseQuotient(model_sd * model_sd.transpose());
    naive.covariance.diagonal().setOnes();
  }
  naive.covariance = sd.asDiagonal() * naive.covariance * sd.asDiagonal();
  return naive;
}

std::optional<double> skill(const StudyScore& study, const Forecasts& forecasts, bool contrasts) {
  Figures figures;
  for (const EndpointScore& score : study.endpoints)
    if (score.scored && is_contrast(study.endpoint(score)) == contrasts)
      figures.push_back(static_cast<Eigen::Index>(score.number));
  if (figures.empty()) return std::nullopt;
  Eigen::VectorXd published(static_cast<Eigen::Index>(figures.size()));
  for (Eigen::Index i = 0; i < published.size(); ++i)
    published(i) = study.endpoints[static_cast<std::size_t>(figures[static_cast<std::size_t>(i)])].published;
  const Forecasts model = only(forecasts, figures);
  const double gain =
      log_density(model, published) - log_density({naive_forecast(study, figures, model)}, published);
  return gain / static_cast<double>(figures.size());
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
  const Forecasts forecasts = forecasts_of(predictions);
  for (std::size_t number = 0; number < trial.published->endpoints.size(); ++number)
    study.endpoints.push_back(score_endpoint(trial, number, predictions, forecasts, naive));
  study.skill_levels = skill(study, forecasts, false);
  study.skill_contrasts = skill(study, forecasts, true);
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

std::vector<std::string> not_computed(std::span<const StudyScore> studies) {
  std::vector<std::string> ids;
  for (const StudyScore& study : studies) {
    for (const EndpointScore& score : study.endpoints) {
      const PublishedEndpoint& endpoint = study.endpoint(score);
      const bool sign = is_judged_by_sign(endpoint);
      if ((score.scored && std::isnan(score.predicted)) || (sign && std::isnan(score.sign_shown)))
        ids.push_back(endpoint.id);
    }
  }
  return ids;
}

}  // namespace tachy::study
