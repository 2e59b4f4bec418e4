// The predictive density of the endpoint values of one study, and how well it fits what the study published.
//
// One set of parameter values predicts a normal distribution; a sample of such sets predicts the mixture of
// their distributions, each by its weight. Values are on their comparison scale. A density whose mean is not
// a number cannot give the endpoint value and counts as density zero.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

namespace tachy::study {

inline constexpr double kSmallestVariance = 1e-9;  // of a value predicted with certainty

struct PredictiveDensity {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
  double weight = 1.0;  // in a mixture, relative to the others
};
using PredictiveDensities = std::vector<PredictiveDensity>;

// Mean and covariance of the mixture, over the densities that give every value; the means are NaN when none
// does.
PredictiveDensity mixture_of(const PredictiveDensities& densities);

// The same for some of the endpoints only, given by their indices.
PredictiveDensities only(const PredictiveDensities& densities, const std::vector<Eigen::Index>& endpoints);
Eigen::VectorXd only(const Eigen::VectorXd& values, const std::vector<Eigen::Index>& endpoints);

// Natural logarithm of the probability density of all these values together.
double log_density(const PredictiveDensities& densities, const Eigen::VectorXd& values);

}  // namespace tachy::study
