#include "study/trial/predictive.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace tachy::study;

namespace {

constexpr double kLogTwoPi = 1.8378770664093453;
const double kNaN = std::numeric_limits<double>::quiet_NaN();

PredictiveDensity of_one(double mean, double variance) {
  return {Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance)};
}
Eigen::VectorXd one(double value) { return Eigen::VectorXd::Constant(1, value); }

}  // namespace

TEST_SUITE("study/predictive") {
  TEST_CASE("the density of one value is the normal density") {
    CHECK(log_density({of_one(1.0, 4.0)}, one(5.0)) ==
          doctest::Approx(-0.5 * kLogTwoPi - std::log(2.0) - 0.5 * 4.0));
  }
  TEST_CASE("correlated values are less surprising together") {
    // covariance [1 r; r 1], both one SD off: the quadratic form is (2 - 2 r) / (1 - r^2) = 2 / (1 + r)
    PredictiveDensity density{Eigen::Vector2d::Zero(), Eigen::Matrix2d::Identity()};
    const Eigen::VectorXd both = Eigen::Vector2d::Ones();
    CHECK(log_density({density}, both) == doctest::Approx(-kLogTwoPi - 1.0));
    density.covariance(0, 1) = density.covariance(1, 0) = 0.5;
    CHECK(log_density({density}, both) == doctest::Approx(-kLogTwoPi - 0.5 * (2.0 / 1.5 + std::log(0.75))));
  }
  TEST_CASE("draws are mixed evenly: densities, not their logarithms, are averaged") {
    const double near = log_density({of_one(0.0, 1.0)}, one(0.0));
    const double far = log_density({of_one(3.0, 1.0)}, one(0.0));
    CHECK(log_density({of_one(0.0, 1.0), of_one(3.0, 1.0)}, one(0.0)) ==
          doctest::Approx(std::log(0.5 * std::exp(near) + 0.5 * std::exp(far))));
  }
  TEST_CASE("the variance over draws is that within them and that between their means") {
    const PredictiveDensity all = mixture_of({of_one(0.0, 1.0), of_one(2.0, 3.0)});
    CHECK(all.mean(0) == doctest::Approx(1.0));
    CHECK(all.covariance(0, 0) == doctest::Approx(2.0 + 1.0));
  }
  TEST_CASE("a draw that gives no value counts as density zero") {
    const double alone = log_density({of_one(0.0, 1.0)}, one(0.5));
    CHECK(log_density({of_one(0.0, 1.0), of_one(kNaN, 1.0)}, one(0.5)) ==
          doctest::Approx(alone + std::log(0.5)));
    CHECK(std::isinf(log_density({of_one(kNaN, 1.0)}, one(0.5))));
    CHECK(mixture_of({of_one(4.0, 1.0), of_one(kNaN, 1.0)}).mean(0) == 4.0);
    CHECK(std::isnan(mixture_of({of_one(kNaN, 1.0)}).mean(0)));
  }
  TEST_CASE("some of the endpoints can be looked at alone") {
    PredictiveDensity density{Eigen::Vector3d(1.0, 2.0, 3.0), Eigen::Matrix3d::Identity()};
    density.covariance(0, 2) = density.covariance(2, 0) = 0.25;
    const PredictiveDensities some = only(PredictiveDensities{density}, {2, 0});
    CHECK(some[0].mean(0) == 3.0);
    CHECK(some[0].covariance(0, 1) == 0.25);
  }
}
