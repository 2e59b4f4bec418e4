#include "study/validate/meta_regression.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

namespace tachy::study {

namespace {

// Priors, in SDs between patients. Response rates of studies differ by 0.10 to 0.15, differences between drug
// and control by about 4 MADRS points: a third of an SD.
constexpr double kTauScale = 0.4;  // tau is half normal; assumed
constexpr int kTaus = 16;          // from 0.05 to 1.6
constexpr double kLargestTau = 1.6;
constexpr double kRhos[] = {0.1, 0.3, 0.5, 0.7, 0.9};  // equally likely; assumed

Eigen::MatrixXd effects_covariance(const DescribedStudy& study, double tau, double rho) {
  const auto n = study.regressors.rows();
  Eigen::MatrixXd covariance(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) {
      const bool alike =
          study.themes[static_cast<std::size_t>(i)] == study.themes[static_cast<std::size_t>(j)];
      covariance(i, j) = i == j ? 1.0 : alike ? rho : 0.0;
    }
  return covariance * (tau * tau / study.trials);
}

double log_determinant(const Eigen::LLT<Eigen::MatrixXd>& factor) {
  return 2.0 * factor.matrixLLT().diagonal().array().log().sum();
}

// What is known of the coefficients, as it gathers: their precision, and precision times mean.
struct Gathered {
  Eigen::MatrixXd precision;
  Eigen::VectorXd pull;
  double log_evidence = 0.0;  // but for a constant and for what `precision` and `pull` give

  Gathered(const CoefficientPriors& priors)
      : precision(priors.sd.array().square().inverse().matrix().asDiagonal()),
        pull(precision * priors.mean) {}

  void add(const KnownStudy& study, double tau, double rho) {
    const Eigen::LLT<Eigen::MatrixXd> factor(study.sampling + effects_covariance(study, tau, rho));
    const Eigen::MatrixXd regressors = factor.matrixL().solve(study.regressors);
    const Eigen::VectorXd values = factor.matrixL().solve(study.values);
    precision += study.weight * regressors.transpose() * regressors;
    pull += study.weight * regressors.transpose() * values;
    log_evidence -= 0.5 * study.weight * (log_determinant(factor) + values.squaredNorm());
  }
};

}  // namespace

MetaRegression::MetaRegression(const std::vector<KnownStudy>& studies, const CoefficientPriors& priors) {
  std::vector<double> logs;
  for (int t = 0; t < kTaus; ++t) {
    for (const double rho : kRhos) {
      const double tau = kLargestTau * (t + 0.5) / kTaus;
      Gathered gathered(priors);
      for (const KnownStudy& study : studies) gathered.add(study, tau, rho);
      const Eigen::LLT<Eigen::MatrixXd> factor(gathered.precision);
      const auto p = gathered.pull.size();
      GridPoint point{.tau = tau,
                      .rho = rho,
                      .mean = factor.solve(gathered.pull),
                      .covariance = factor.solve(Eigen::MatrixXd::Identity(p, p))};
      const double prior = -0.5 * std::pow(tau / kTauScale, 2.0);
      logs.push_back(prior + gathered.log_evidence +
                     0.5 * (point.mean.dot(gathered.pull) - log_determinant(factor)));
      grid_.push_back(std::move(point));
    }
  }
  const double largest = *std::max_element(logs.begin(), logs.end());
  for (std::size_t i = 0; i < grid_.size(); ++i) grid_[i].weight = std::exp(logs[i] - largest);
}

PredictiveDensities MetaRegression::predict(const DescribedStudy& study) const {
  PredictiveDensities densities;
  for (const GridPoint& point : grid_)
    densities.push_back({.mean = study.regressors * point.mean,
                         .covariance = study.regressors * point.covariance * study.regressors.transpose() +
                                       effects_covariance(study, point.tau, point.rho),
                         .weight = point.weight});
  return densities;
}

}  // namespace tachy::study
