#include "study/trial/predictive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <Eigen/Cholesky>

namespace tachy::study {

namespace {

bool gives_every_figure(const Forecast& forecast) { return forecast.mean.allFinite(); }

double log_density(const Forecast& forecast, const Eigen::VectorXd& figures) {
  if (!gives_every_figure(forecast)) return -std::numeric_limits<double>::infinity();
  Eigen::MatrixXd covariance = forecast.covariance;
  covariance.diagonal().array() += kSmallestVariance;
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  const Eigen::VectorXd deviates = factor.matrixL().solve(figures - forecast.mean);
  const double log_determinant = factor.matrixLLT().diagonal().array().log().sum();
  const double constant = 0.5 * static_cast<double>(figures.size()) * std::log(2.0 * std::numbers::pi);
  return -0.5 * deviates.squaredNorm() - log_determinant - constant;
}

}  // namespace

Forecast mixture_of(const Forecasts& forecasts) {
  const Eigen::Index figures = forecasts.front().mean.size();
  Forecast mixture{Eigen::VectorXd::Zero(figures), Eigen::MatrixXd::Zero(figures, figures)};
  Eigen::MatrixXd squares = mixture.covariance;
  double n = 0.0;
  for (const Forecast& forecast : forecasts) {
    if (!gives_every_figure(forecast)) continue;
    mixture.mean += forecast.mean;
    mixture.covariance += forecast.covariance;
    n += 1.0;
  }
  mixture.mean /= n;
  for (const Forecast& forecast : forecasts) {
    if (!gives_every_figure(forecast)) continue;
    const Eigen::VectorXd deviation = forecast.mean - mixture.mean;
    squares += deviation * deviation.transpose();
  }
  mixture.covariance = (mixture.covariance + squares) / n;
  return mixture;
}

Eigen::VectorXd only(const Eigen::VectorXd& values, const std::vector<Eigen::Index>& figures) {
  return values(figures);
}

Forecasts only(const Forecasts& forecasts, const std::vector<Eigen::Index>& figures) {
  Forecasts some;
  for (const Forecast& forecast : forecasts)
    some.push_back({forecast.mean(figures), forecast.covariance(figures, figures)});
  return some;
}

double log_density(const Forecasts& forecasts, const Eigen::VectorXd& figures) {
  std::vector<double> logs;
  for (const Forecast& forecast : forecasts) logs.push_back(log_density(forecast, figures));
  const double largest = *std::max_element(logs.begin(), logs.end());
  if (std::isinf(largest)) return largest;
  double sum = 0.0;
  for (const double value : logs) sum += std::exp(value - largest);
  return largest + std::log(sum / static_cast<double>(logs.size()));
}

}  // namespace tachy::study
