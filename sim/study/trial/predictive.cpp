#include "study/trial/predictive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <Eigen/Cholesky>

namespace tachy::study {

namespace {

bool is_finite(const PredictiveDensity& density) { return density.mean.allFinite(); }

double log_density(const PredictiveDensity& density, const Eigen::VectorXd& values) {
  if (!is_finite(density)) return -std::numeric_limits<double>::infinity();
  Eigen::MatrixXd covariance = density.covariance;
  covariance.diagonal().array() += kSmallestVariance;
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  const Eigen::VectorXd deviates = factor.matrixL().solve(values - density.mean);
  const double log_determinant = factor.matrixLLT().diagonal().array().log().sum();
  const double constant = 0.5 * static_cast<double>(values.size()) * std::log(2.0 * std::numbers::pi);
  return -0.5 * deviates.squaredNorm() - log_determinant - constant;
}

}  // namespace

PredictiveDensity mixture_of(const PredictiveDensities& densities) {
  const Eigen::Index endpoints = densities.front().mean.size();
  PredictiveDensity mixture{Eigen::VectorXd::Zero(endpoints), Eigen::MatrixXd::Zero(endpoints, endpoints)};
  Eigen::MatrixXd squares = mixture.covariance;
  double weight = 0.0;
  for (const PredictiveDensity& density : densities) {
    if (!is_finite(density)) continue;
    mixture.mean += density.weight * density.mean;
    mixture.covariance += density.weight * density.covariance;
    weight += density.weight;
  }
  mixture.mean /= weight;
  for (const PredictiveDensity& density : densities) {
    if (!is_finite(density)) continue;
    const Eigen::VectorXd deviation = density.mean - mixture.mean;
    squares += density.weight * deviation * deviation.transpose();
  }
  mixture.covariance = (mixture.covariance + squares) / weight;
  return mixture;
}

Eigen::VectorXd only(const Eigen::VectorXd& values, const std::vector<Eigen::Index>& endpoints) {
  return values(endpoints);
}

PredictiveDensities only(const PredictiveDensities& densities, const std::vector<Eigen::Index>& endpoints) {
  PredictiveDensities some;
  for (const PredictiveDensity& density : densities)
    some.push_back({density.mean(endpoints), density.covariance(endpoints, endpoints), density.weight});
  return some;
}

double log_density(const PredictiveDensities& densities, const Eigen::VectorXd& values) {
  std::vector<double> logs;
  for (const PredictiveDensity& density : densities) logs.push_back(log_density(density, values));
  const double largest = *std::max_element(logs.begin(), logs.end());
  if (std::isinf(largest)) return largest;
  double sum = 0.0, weight = 0.0;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    sum += densities[i].weight * std::exp(logs[i] - largest);
    weight += densities[i].weight;
  }
  return largest + std::log(sum / weight);
}

}  // namespace tachy::study
