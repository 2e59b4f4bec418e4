// What is expected of the figures of one study, and how well that fits what the study published.
//
// One set of parameter values expects a normal distribution; a sample of them expects the even mixture of
// theirs. Figures are on their comparison scale. A forecast with a mean that is no number cannot give the
// figure: nothing speaks for it.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

namespace tachy::study {

inline constexpr double kSmallestVariance = 1e-9;  // of what is forecast to be certain

struct Forecast {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};
using Forecasts = std::vector<Forecast>;  // equally likely

// Mean and covariance of the mixture, over the forecasts that give every figure; none: means are NaN.
Forecast mixture_of(const Forecasts& forecasts);

// The same of some of the figures.
Forecasts only(const Forecasts& forecasts, const std::vector<Eigen::Index>& figures);
Eigen::VectorXd only(const Eigen::VectorXd& values, const std::vector<Eigen::Index>& figures);

// Natural logarithm of the probability density of all these figures together.
double log_density(const Forecasts& forecasts, const Eigen::VectorXd& figures);

}  // namespace tachy::study
