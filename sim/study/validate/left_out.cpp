#include "study/validate/left_out.hpp"

#include <cmath>
#include <limits>
#include <map>

#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

namespace {

// Of the scored values of a trial, by draw; weighted as in the fit.
Eigen::VectorXd log_likelihoods(const scenario::Scenario& trial, const TrialPredictions& predictions) {
  const scenario::Published& published = *trial.published;
  std::vector<Eigen::Index> scored;
  for (std::size_t i = 0; i < published.endpoints.size(); ++i)
    if (is_scored(published.endpoints[i])) scored.push_back(static_cast<Eigen::Index>(i));
  Eigen::VectorXd logs = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(predictions.size()));
  if (scored.empty()) return logs;
  Eigen::VectorXd values(static_cast<Eigen::Index>(scored.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const auto& endpoint = published.endpoints[static_cast<std::size_t>(scored[static_cast<std::size_t>(i)])];
    values(i) = on_comparison_scale(endpoint, endpoint.value);
  }
  const PredictiveDensities densities = only(densities_of(predictions), scored);
  for (std::size_t draw = 0; draw < densities.size(); ++draw)
    logs(static_cast<Eigen::Index>(draw)) = published.weight * log_density({densities[draw]}, values);
  return logs;
}

// A draw that cannot give a value has no weight.
LeftOut left_out(const Eigen::VectorXd& logs) {
  const Eigen::VectorXd ratios = logs.unaryExpr(
      [](double log) { return std::isfinite(log) ? -log : -std::numeric_limits<double>::infinity(); });
  const Smoothed smoothed = pareto_smoothed(ratios);
  return {.effective_sample_size = 1.0 / smoothed.weights.squaredNorm(),
          .shape = smoothed.shape,
          .weights = smoothed.weights};
}

}  // namespace

PredictiveDensities densities_of(const TrialPredictions& predictions) {
  PredictiveDensities densities;
  for (const Prediction& prediction : predictions)
    densities.push_back({prediction.mean, prediction.sampling + prediction.study});
  return densities;
}

std::vector<std::optional<LeftOut>> leave_out(std::span<const scenario::Scenario> trials,
                                              std::span<const TrialPredictions> predictions,
                                              const Posterior& posterior) {
  std::map<std::string, Eigen::VectorXd> of_study;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const std::string& study = trials[i].published->study;
    if (!posterior.knows(study) || predictions[i].size() < 2) continue;
    const Eigen::VectorXd logs = log_likelihoods(trials[i], predictions[i]);
    const auto [place, is_new] = of_study.emplace(study, logs);
    if (!is_new) place->second += logs;
  }
  std::vector<std::optional<LeftOut>> all;
  for (const scenario::Scenario& trial : trials) {
    const auto found = of_study.find(trial.published->study);
    all.push_back(found == of_study.end() ? std::nullopt : std::optional(left_out(found->second)));
  }
  return all;
}

}  // namespace tachy::study
