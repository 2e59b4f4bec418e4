// How well a fit to all the other studies predicts a study, without fitting again.
//
// Draws of the whole posterior are weighted by one over the likelihood of the study that is left out. Such
// weights have long tails; the largest are replaced by what a generalised Pareto distribution fitted to them
// expects (Vehtari, Simpson, Gelman, Yao, Gabry 2024, J Mach Learn Res 25(72); fit after Zhang and Stephens
// 2009). The shape k of its tail says how far to trust the result: up to 0.7 it can be trusted; above 0.7 the
// study decides the fit so much that only a new fit without it would tell.
#pragma once

#include <vector>

#include <Eigen/Core>

namespace tachy::study {

inline constexpr double kTrustedShape = 0.7;

struct LeftOut {
  double log_density = 0.0;            // of the study's values, predicted without it; weighted as in the fit
  double effective_sample_size = 0.0;  // of the draws that stand for the fit without it
  double shape = 0.0;                  // k
  Eigen::VectorXd weights;             // of the draws, sum 1
};

// One for each column of `log_likelihoods` (draws by studies).
std::vector<LeftOut> leave_one_out(const Eigen::MatrixXd& log_likelihoods);

// Pareto-smoothed weights (sum 1) from logarithms of importance ratios.
struct Smoothed {
  Eigen::VectorXd weights;
  double shape = 0.0;
};
Smoothed pareto_smoothed(const Eigen::VectorXd& log_ratios);

}  // namespace tachy::study
