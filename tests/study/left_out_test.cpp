#include "study/validate/left_out.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "base/random.hpp"
#include "trials.hpp"

using namespace tachy;
using namespace tachy::tests;
using scenario::Split;

namespace {

// One endpoint, published as 1, that each draw predicts by a value of its own with variance 2 by sampling.
constexpr double kPublished = 1.0, kSampling = 2.0;

study::TrialPredictions predictions_of(const std::vector<double>& draws) {
  study::TrialPredictions predictions;
  for (const double value : draws)
    predictions.push_back({Eigen::VectorXd::Constant(1, value), Eigen::MatrixXd::Constant(1, 1, kSampling),
                           Eigen::MatrixXd::Zero(1, 1), Eigen::VectorXd::Zero(1)});
  return predictions;
}

// Values are standard normal a priori; these draws know what was published.
std::vector<double> posterior_draws(std::uint32_t count) {
  const double share = 1.0 / (1.0 + kSampling);
  std::vector<double> draws;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto words = random_words<float>(philox_keys(3), Purpose::virtual_study_effect, i, 0, 0u, 0u);
    draws.push_back(share * kPublished +
                    std::sqrt(share * kSampling) *
                        static_cast<double>(pair_of(words, Purpose::virtual_study_effect).first));
  }
  return draws;
}

const study::Posterior kFitted{.parameters = {}, .draws = {}, .fitted_to = {"a", "b"}};
using Predictions = std::vector<study::TrialPredictions>;

}  // namespace

TEST_SUITE("study/left_out") {
  TEST_CASE("draws that know a study are weighted back to what was believed without it") {
    constexpr std::uint32_t kDraws = 4000;
    const std::vector<double> draws = posterior_draws(kDraws);
    const Trials trials = {with(trial_of("a", Split::calibrate), response(kPublished))};
    const Predictions predictions = {predictions_of(draws)};
    const auto left_out = study::leave_out(trials, predictions, kFitted);
    REQUIRE(left_out[0]);
    double mean = 0.0, square = 0.0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
      mean += left_out[0]->weights(static_cast<Eigen::Index>(i)) * draws[i];
      square += left_out[0]->weights(static_cast<Eigen::Index>(i)) * draws[i] * draws[i];
    }
    const double sd_of_mean = 1.0 / std::sqrt(left_out[0]->effective_sample_size);
    CHECK(std::abs(mean) < 4.0 * sd_of_mean);
    CHECK(std::abs(square - 1.0) < 4.0 * std::sqrt(2.0) * sd_of_mean);
    CHECK(left_out[0]->effective_sample_size < kDraws);
    CHECK(left_out[0]->shape < study::kTrustedShape);
  }
  TEST_CASE("a study that the draws do not know is not left out, nor is any by one draw") {
    const Trials trials = {with(trial_of("c", Split::calibrate), response(kPublished)),
                           with(trial_of("a", Split::calibrate), response(kPublished))};
    const Predictions predictions = {predictions_of({0.1, 0.2, 0.3}), predictions_of({0.1})};
    const auto left_out = study::leave_out(trials, predictions, kFitted);
    CHECK_FALSE(left_out[0]);
    CHECK_FALSE(left_out[1]);
  }
  TEST_CASE("trials of one study are left out together") {
    const std::vector<double> draws = posterior_draws(200);
    const auto trial = with(trial_of("a", Split::calibrate), response(kPublished));
    const auto alone = study::leave_out(Trials{trial}, Predictions{predictions_of(draws)}, kFitted);
    const auto both = study::leave_out(Trials{trial, trial},
                                       Predictions{predictions_of(draws), predictions_of(draws)}, kFitted);
    CHECK(both[0]->weights == both[1]->weights);
    CHECK(both[0]->effective_sample_size < alone[0]->effective_sample_size);
  }
  TEST_CASE("what was not fitted to does not weigh: a recalled value") {
    auto recalled = response(kPublished);
    recalled.evidence = scenario::Evidence::recalled;
    const auto left_out = study::leave_out(Trials{with(trial_of("a", Split::calibrate), recalled)},
                                           Predictions{predictions_of({0.1, 0.9, 0.5, 0.2, 0.7})}, kFitted);
    CHECK(left_out[0]->effective_sample_size == doctest::Approx(5.0));
  }
  TEST_CASE("a draw that cannot give the value has no weight") {
    std::vector<double> draws = posterior_draws(100);
    draws[7] = std::nan("");
    const auto left_out =
        study::leave_out(Trials{with(trial_of("a", Split::calibrate), response(kPublished))},
                         Predictions{predictions_of(draws)}, kFitted);
    CHECK(left_out[0]->weights(7) < 1e-100);
    CHECK(left_out[0]->weights.sum() == doctest::Approx(1.0));
  }
}
