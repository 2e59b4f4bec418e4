#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenario/language/parameter_words.hpp"
#include "study/calibrate/leave_one_out.hpp"
#include "study/calibrate/sampler.hpp"

using namespace tachy;
using namespace tachy::study;

namespace {

Prior standard_normal() {
  Prior prior = table_prior(*scenario::parameter_called("expectancy_sd"));
  prior.mean = 0.0;
  prior.sd = 1.0;
  return prior;
}

// Two parameters with standard normal places; two studies see their sum and their difference with SD 0.5.
Problem two_measurements() {
  Problem problem;
  problem.priors = {standard_normal(), standard_normal()};
  problem.studies = 2;
  problem.log_likelihoods = [](const Eigen::VectorXd& values) {
    const Prior prior = standard_normal();
    const double a = prior.place_of(values(0)), b = prior.place_of(values(1));
    const auto log = [](double seen, double expected) {
      return -0.5 * std::pow((seen - expected) / 0.5, 2.0);
    };
    return Eigen::VectorXd{{log(1.0, a + b), log(0.5, a - b)}};
  };
  return problem;
}

SamplerState drawn(const Problem& problem, std::uint64_t seed, int threads, std::uint32_t particles = 1000) {
  SamplerState state;
  while (!state.finished()) REQUIRE(advance(state, problem, {seed, {particles, 3}, threads, {}, {}}));
  return state;
}

}  // namespace

TEST_SUITE("study/calibrate/sampler") {
  TEST_CASE("draws have mean and variance of a posterior that can be worked out") {
    // a + b and a - b are independent with prior variance 2; measured with variance 1/4: mean 8/9 of what was
    // seen, variance 2/9. So a has mean (8/9)(1 + 0.5)/2 and variance (2/9 + 2/9)/4 = 1/9.
    const SamplerState state = drawn(two_measurements(), 1, 2);
    const Eigen::VectorXd a = state.places.col(0);
    const double mean = a.mean(), variance = (a.array() - mean).square().mean();
    const double z =
        (mean - 2.0 / 3.0) / std::sqrt(1.0 / 9.0 / 300.0);  // of so many independent draws, at least
    CAPTURE(z);
    CHECK(std::abs(z) < 3.0);
    CHECK(variance == doctest::Approx(1.0 / 9.0).epsilon(0.2));
  }

  TEST_CASE("of a normal posterior nearly every move is a draw of its own") {
    const SamplerState state = drawn(two_measurements(), 2, 1);
    CHECK(state.stages.back().step == 1.0);
    CHECK(state.stages.back().acceptance() > 0.9);
  }

  TEST_CASE("the temperature rises, and leaves half of the particles at each step but the last") {
    const SamplerState state = drawn(two_measurements(), 3, 1);
    for (std::size_t i = 1; i < state.stages.size(); ++i) {
      CHECK(state.stages[i].temperature > state.stages[i - 1].temperature);
      if (i + 1 < state.stages.size())
        CHECK(state.stages[i].effective_sample_size == doctest::Approx(500.0).epsilon(0.01));
    }
  }

  TEST_CASE("one thread and several give the same draws") {
    const SamplerState one = drawn(two_measurements(), 4, 1, 200),
                       several = drawn(two_measurements(), 4, 3, 200);
    CHECK(one.places == several.places);
    CHECK(one.log_likelihoods == several.log_likelihoods);
  }

  TEST_CASE("a round that is stopped leaves everything as it was") {
    const Problem problem = two_measurements();
    SamplerState state;
    REQUIRE(advance(state, problem, {5, {50, 2}, 1, {}, {}}));
    const Eigen::MatrixXd before = state.places;
    CHECK_FALSE(advance(state, problem, {5, {50, 2}, 1, {}, [] { return true; }}));
    CHECK(state.places == before);
    CHECK(state.stages.size() == 1);
  }

  TEST_CASE("values that are impossible are counted and never drawn") {
    Problem problem = two_measurements();
    const auto possible = problem.log_likelihoods;
    const Prior prior = standard_normal();
    problem.log_likelihoods = [&](const Eigen::VectorXd& values) -> Eigen::VectorXd {
      if (prior.place_of(values(0)) < 0.5)
        return Eigen::VectorXd{{-std::numeric_limits<double>::infinity(), 0.0}};
      return possible(values);
    };
    const SamplerState state = drawn(problem, 6, 1, 200);
    CHECK(state.stages.front().impossible > 100);
    CHECK(state.impossible(0) >= static_cast<double>(state.stages.front().impossible));
    CHECK(state.impossible(1) == 0.0);
    CHECK(state.places.col(0).minCoeff() >= 0.5 - 1e-6);
  }
}

TEST_SUITE("study/calibrate/prior") {
  TEST_CASE("a positive parameter is lognormal with 95 % in its plausible range") {
    const model::ParameterRow& row = *scenario::parameter_called("fast_half_life");  // 2 to 12 days
    const Prior prior = table_prior(row);
    CHECK(prior.shape == Prior::Shape::lognormal);
    CHECK(prior.value_at(prior.mean) == doctest::Approx(std::sqrt(24.0)));
    CHECK(prior.place_of(12.0) == doctest::Approx(prior.mean + 1.96 * prior.sd).epsilon(0.001));
    CHECK_FALSE(prior.allows(std::log(12.1)));
  }
  TEST_CASE("a share never leaves its range") {
    const Prior prior = table_prior(*scenario::parameter_called("responder_fraction"));  // 0.4 to 1
    CHECK(prior.shape == Prior::Shape::logit_normal);
    CHECK(prior.value_at(-50.0) == doctest::Approx(0.4));
    CHECK(prior.value_at(0.0) == doctest::Approx(0.7));
    CHECK(prior.value_at(50.0) == doctest::Approx(1.0));
  }
  TEST_CASE("a stated prior has its median, and at least its mass in its range") {
    const model::ParameterRow& row = *scenario::parameter_called("misuse_supervised");
    const Prior prior = stated_prior(row, {0.004, 0.001, 0.008, 0.90});
    CHECK(prior.value_at(prior.mean) == doctest::Approx(0.004));
    CHECK(prior.place_of(0.001) == doctest::Approx(prior.mean - 1.645 * prior.sd).epsilon(0.001));
    CHECK(prior.place_of(0.008) < prior.mean + 1.645 * prior.sd);
  }
}

TEST_SUITE("study/calibrate/leave one out") {
  // Draws of a standard normal posterior, evenly spread; study s saw `seen` with SD 3.
  Eigen::MatrixXd one_study(double seen) {
    constexpr Eigen::Index kDraws = 2000;
    Eigen::MatrixXd logs(kDraws, 1);
    for (Eigen::Index i = 0; i < kDraws; ++i) {
      const double share = (static_cast<double>(i) + 0.5) / kDraws;
      const double draw =
          std::sqrt(2.0) * std::log(share / (1.0 - share)) / 2.4;  // nearly normal, bounded tails
      logs(i, 0) = -0.5 * std::pow((seen - draw) / 3.0, 2.0);
    }
    return logs;
  }

  TEST_CASE("a study that says little leaves nearly all draws and its tail is trusted") {
    const LeftOut out = leave_one_out(one_study(0.0)).front();
    CHECK(out.effective_sample_size > 1900.0);
    CHECK(out.shape < kTrustedShape);
    CHECK(out.weights.sum() == doctest::Approx(1.0));
  }
  TEST_CASE("its density without it is lower than with it") {
    const Eigen::MatrixXd logs = one_study(2.0);
    const double with_it = std::log(logs.col(0).array().exp().mean());
    CHECK(leave_one_out(logs).front().log_density < with_it);
  }
  TEST_CASE("ratios with a Pareto tail give its shape") {
    constexpr Eigen::Index kDraws = 4000;
    for (const double shape : {0.3, 0.9}) {
      Eigen::VectorXd logs(kDraws);
      for (Eigen::Index i = 0; i < kDraws; ++i)
        logs(i) = -shape * std::log((static_cast<double>(i) + 0.5) / kDraws);
      CHECK(pareto_smoothed(logs).shape == doctest::Approx(shape).epsilon(0.15));
    }
  }
  TEST_CASE("draws that are all alike keep even weights") {
    const Smoothed smoothed = pareto_smoothed(Eigen::VectorXd::Constant(100, -3.0));
    CHECK(smoothed.weights.maxCoeff() == doctest::Approx(0.01));
    CHECK(smoothed.shape == 0.0);
  }
}
