#include "study/update.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "scenario/language/parameter_words.hpp"
#include "trials.hpp"

using namespace tachy;
using namespace tachy::tests;
using scenario::Split;
using study::DrawWeights;
using study::Posterior;

namespace {

constexpr Eigen::Index kDraws = 400;

// Draws of one parameter from 0 to 1, each of which predicts itself as the share of responders.
Posterior even_draws() {
  Posterior posterior;
  posterior.parameters = {scenario::parameter_called("effect_ceiling")};
  posterior.draws = Eigen::VectorXd::LinSpaced(kDraws, 0.0, 1.0);
  return posterior;
}
study::TrialPredictions predictions_of(const Posterior& posterior, double sampling) {
  study::TrialPredictions predictions;
  for (Eigen::Index i = 0; i < posterior.draws.rows(); ++i)
    predictions.push_back({posterior.draws.row(i).transpose(), Eigen::MatrixXd::Constant(1, 1, sampling),
                           Eigen::MatrixXd::Zero(1, 1), Eigen::VectorXd::Zero(1)});
  return predictions;
}
DrawWeights weights_by(double published, double sampling) {
  const Trials trials = {with(trial_of("clinic", Split::validate), response(published))};
  return weigh_draws(trials, std::vector<study::TrialPredictions>{predictions_of(even_draws(), sampling)});
}

}  // namespace

TEST_SUITE("study/update") {
  TEST_CASE("a value as predicted, of few patients, leaves the draws nearly equal") {
    const DrawWeights weights = weights_by(0.5, 4.0);
    CHECK(weights.effective_sample_size > 0.99 * kDraws);
    CHECK(weights.weights.maxCoeff() < 1.1 / kDraws);
    CHECK(weights.weights.sum() == doctest::Approx(1.0));
  }
  TEST_CASE("strong data move the mean to where they are, and narrow the draws as Bayes has it") {
    const DrawWeights weights = weights_by(0.7, 0.01);
    const Posterior after = resampled(even_draws(), weights);
    CHECK(after.draws.rows() == kDraws);
    const double mean = after.draws.mean();
    const double sd = std::sqrt((after.draws.array() - mean).square().mean());
    // normal with SD 0.1 about 0.7, and hardly cut off at 1
    CHECK(mean == doctest::Approx(0.7).epsilon(0.01));
    CHECK(sd == doctest::Approx(0.1).epsilon(0.03));
    CHECK(weights.effective_sample_size < 0.5 * kDraws);
  }
  TEST_CASE("draws that disagree leave few that are effective") {
    CHECK(weights_by(1.8, 0.01).effective_sample_size < study::kFewestEffective);
  }
  TEST_CASE("equal weights keep every draw") {
    const Posterior before = even_draws();
    const DrawWeights equal{Eigen::VectorXd::Constant(kDraws, 1.0 / kDraws), double{kDraws}};
    CHECK(resampled(before, equal).draws == before.draws);
  }
  TEST_CASE("two studies weigh together, each by its weight") {
    auto half = trial_of("clinic", Split::validate);
    half.published->weight = 0.5;
    half = with(half, response(0.7));
    const auto predictions = predictions_of(even_draws(), 0.01);
    const DrawWeights twice = weigh_draws(Trials{half, half}, std::vector{predictions, predictions});
    CHECK((twice.weights - weights_by(0.7, 0.01).weights).cwiseAbs().maxCoeff() < 1e-12);
  }
  TEST_CASE("a draw that cannot give a value has no weight; without any other nothing is left") {
    Posterior posterior = even_draws();
    posterior.draws(3, 0) = std::nan("");
    const Trials trials = {with(trial_of("clinic", Split::validate), response(0.5))};
    CHECK(
        weigh_draws(trials, std::vector<study::TrialPredictions>{predictions_of(posterior, 1.0)}).weights(3) <
        1e-100);
    posterior.draws.setConstant(std::nan(""));
    CHECK(weigh_draws(trials, std::vector<study::TrialPredictions>{predictions_of(posterior, 1.0)})
              .effective_sample_size == 0.0);
  }
  TEST_CASE("the part knows the clinic besides the studies before, and keeps the grades") {
    Posterior posterior = even_draws();
    posterior.fitted_to = {"a trial"};
    posterior.derived = {"effect_ceiling"};
    const auto part = study::updated_part(posterior, {"clinic"}, "draws of calibrated.yaml");
    CHECK(part.fitted_to == std::vector<std::string>{"a trial", "clinic"});
    CHECK(part.parameters[0].derived);
    CHECK(part.parameters[0].median == doctest::Approx(0.5));
    posterior.derived.clear();
    CHECK_FALSE(study::updated_part(posterior, {"clinic"}, "draws of calibrated.yaml").parameters[0].derived);
  }
}
