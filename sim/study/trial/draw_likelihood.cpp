#include "study/trial/draw_likelihood.hpp"

#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

PredictiveDensities densities_of(const TrialPredictions& predictions) {
  PredictiveDensities densities;
  for (const Prediction& prediction : predictions)
    densities.push_back({prediction.mean, prediction.sampling + prediction.study});
  return densities;
}

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

}  // namespace tachy::study
