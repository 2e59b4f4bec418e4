// A random-effects meta-regression: published endpoint values on regressors that describe them, each study
// with effects of its own.
//
//   value = regressors x coefficients + study effect + effect of the endpoint + sampling
//
// Coefficients have normal priors. The effects have one SD tau, of whose square a share rho is common to the
// endpoints of one study and theme; with one tau and rho given, everything is normal and in closed form. Tau
// and rho are not set at their best values, at which differences between a few studies would vanish, but
// integrated over their priors: a prediction is a mixture over a grid of both, by how well they explain the
// values. A study that shares patients with others counts by its weight, as in the fit of the model; one that
// pools k trials has effects with 1/k of the variance.
#pragma once

#include <string>
#include <vector>

#include <Eigen/Core>

#include "study/trial/predictive.hpp"

namespace tachy::study {

struct DescribedStudy {
  std::string study;
  Eigen::MatrixXd regressors;       // a row for each endpoint
  std::vector<std::string> themes;  // of each; those of one theme share the study's effect
  double trials = 1.0;              // pooled
};
struct KnownStudy : DescribedStudy {
  Eigen::VectorXd values;
  Eigen::MatrixXd sampling;  // covariance
  double weight = 1.0;
};

struct CoefficientPriors {
  Eigen::VectorXd mean, sd;
};

class MetaRegression {
 public:
  MetaRegression(const std::vector<KnownStudy>& studies, const CoefficientPriors& priors);

  // The endpoint values of one further study, without sampling.
  PredictiveDensities predict(const DescribedStudy& study) const;

 private:
  struct GridPoint {  // with tau and rho given
    double tau = 0.0, rho = 0.0;
    double weight = 0.0;
    Eigen::VectorXd mean;  // of the coefficients
    Eigen::MatrixXd covariance;
  };
  std::vector<GridPoint> grid_;
};

}  // namespace tachy::study
