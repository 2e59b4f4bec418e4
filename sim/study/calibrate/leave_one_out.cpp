#include "study/calibrate/leave_one_out.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "study/calibrate/sampler.hpp"

namespace tachy::study {

namespace {

constexpr std::size_t kSmallestTail = 5;

struct Pareto {
  double scale, shape;
};

// Fits a generalised Pareto distribution to exceedances in rising order; `shape` is drawn towards 0.5 as ten
// further exceedances would draw it.
Pareto fit_pareto(const std::vector<double>& x) {
  const auto n = static_cast<double>(x.size());
  const auto grid = static_cast<std::size_t>(30.0 + std::floor(std::sqrt(n)));
  const double quartile = x[static_cast<std::size_t>(n / 4.0 + 0.5) - 1];
  const auto mean_log = [&](double theta) {
    return std::accumulate(x.begin(), x.end(), 0.0,
                           [&](double sum, double value) { return sum + std::log1p(-theta * value); }) /
           n;
  };
  std::vector<double> thetas, logs;
  for (std::size_t i = 1; i <= grid; ++i) {
    const double theta =
        1.0 / x.back() +
        (1.0 - std::sqrt(static_cast<double>(grid) / (static_cast<double>(i) - 0.5))) / (3.0 * quartile);
    const double k = mean_log(theta);
    thetas.push_back(theta);
    logs.push_back(n * (std::log(-theta / k) - k - 1.0));
  }
  double theta = 0.0;
  for (std::size_t i = 0; i < grid; ++i) {
    double others = 0.0;
    for (const double log : logs) others += std::exp(log - logs[i]);
    theta += thetas[i] / others;
  }
  const double k = mean_log(theta);
  return {-k / theta, (n * k + 10.0 * 0.5) / (n + 10.0)};
}

double quantile(const Pareto& p, double share) {
  return p.scale * std::expm1(-p.shape * std::log1p(-share)) / p.shape;
}

// How many of n draws form the tail.
std::size_t tail_of(double n) {
  return static_cast<std::size_t>(std::ceil(std::min(0.2 * n, 3.0 * std::sqrt(n))));
}

}  // namespace

Smoothed pareto_smoothed(const Eigen::VectorXd& log_ratios) {
  Smoothed result;
  const auto n = static_cast<std::size_t>(log_ratios.size());
  Eigen::VectorXd ratios = (log_ratios.array() - log_ratios.maxCoeff()).exp();
  std::vector<Eigen::Index> order(n);
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return ratios(a) < ratios(b); });
  const std::size_t tail = tail_of(static_cast<double>(n));
  result.shape = std::numeric_limits<double>::infinity();
  if (tail >= kSmallestTail && n > tail) {
    const double cut = ratios(order[n - tail - 1]);
    std::vector<double> beyond;
    for (std::size_t i = n - tail; i < n; ++i) beyond.push_back(ratios(order[i]) - cut);
    if (beyond.back() - beyond.front() > std::numeric_limits<double>::epsilon() && beyond.front() > 0.0) {
      const Pareto pareto = fit_pareto(beyond);
      result.shape = pareto.shape;
      for (std::size_t i = 0; i < tail; ++i) {
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(tail);
        ratios(order[n - tail + i]) = std::min(cut + quantile(pareto, share), 1.0);
      }
    } else {
      result.shape = 0.0;  // all draws alike: nothing to smooth
    }
  }
  result.weights = ratios / ratios.sum();
  return result;
}

std::vector<LeftOut> leave_one_out(const Eigen::MatrixXd& log_likelihoods) {
  std::vector<LeftOut> studies;
  for (Eigen::Index study = 0; study < log_likelihoods.cols(); ++study) {
    const Eigen::VectorXd logs = log_likelihoods.col(study);
    const Smoothed smoothed = pareto_smoothed(-logs);
    const double largest = logs.maxCoeff();
    LeftOut out;
    out.log_density = largest + std::log((smoothed.weights.array() * (logs.array() - largest).exp()).sum());
    out.effective_sample_size = 1.0 / smoothed.weights.squaredNorm();
    out.shape = smoothed.shape;
    out.weights = smoothed.weights;
    studies.push_back(std::move(out));
  }
  return studies;
}

}  // namespace tachy::study
