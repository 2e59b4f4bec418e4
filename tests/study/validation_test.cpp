#include "study/validate/validation.hpp"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "study/validate/validation_report.hpp"
#include "trials.hpp"

using namespace tachy;
using namespace tachy::tests;
using scenario::Split;

namespace {

double log_normal_density(double value, double mean, double variance) {
  return -0.5 * (std::log(2.0 * std::numbers::pi * variance) + (value - mean) * (value - mean) / variance);
}

// One draw: means, variances by sampling and by study, nothing hangs together.
study::Prediction prediction(const std::vector<double>& means, double sampling, double by_study = 0.0) {
  const auto n = static_cast<Eigen::Index>(means.size());
  const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(n, n);
  return {Eigen::Map<const Eigen::VectorXd>(means.data(), n), sampling * identity, by_study * identity,
          Eigen::VectorXd::Constant(n, 0.25)};
}

const study::NaivePredictor kKnowsNothing{std::vector<scenario::Scenario>{}};

}  // namespace

TEST_SUITE("study/validation") {
  TEST_CASE("z is the distance to the prediction in SDs of sampling, study and parameters together") {
    const auto trial = with(trial_of("a", Split::validate), response(0.9));
    const auto study = study::score_study(
        trial, {prediction({0.4}, 0.01, 0.02), prediction({0.6}, 0.01, 0.02)}, kKnowsNothing);
    // variance 0.01 + 0.02 within draws and 0.1^2 between them
    CHECK(study.endpoints[0].predicted == doctest::Approx(0.5));
    CHECK(study.endpoints[0].sd == doctest::Approx(0.2));
    CHECK(study.endpoints[0].z == doctest::Approx(2.0));
    CHECK_FALSE(study::is_inside(study.endpoints[0], study::kCoverageLevels[2]));
  }
  TEST_CASE("skill is the log density gained over the naive predictor, for each endpoint") {
    const auto trial = with(trial_of("a", Split::validate), response(0.7));
    const auto study = study::score_study(trial, {prediction({0.65}, 0.01)}, kKnowsNothing);
    const study::NaivePrediction naive = study.endpoints[0].naive;
    CHECK(*study.skill_levels == doctest::Approx(log_normal_density(0.7, 0.65, 0.01) -
                                                 log_normal_density(0.7, naive.mean, naive.variance())));
    CHECK_FALSE(study.skill_contrasts);
    const auto both = with(trial, response(0.7, 100, 7));  // in a cell of its own
    CHECK(*study::score_study(both, {prediction({0.65, 0.65}, 0.01)}, kKnowsNothing).skill_levels ==
          doctest::Approx(*study.skill_levels));
  }
  TEST_CASE("a model that says what the naive predictor says has no skill") {
    const auto trial = with(trial_of("a", Split::validate), response(0.7));
    const auto naive = kKnowsNothing.predict(trial, trial.published->endpoints[0]);
    const auto study = study::score_study(trial, {prediction({naive.mean}, naive.variance())}, kKnowsNothing);
    CHECK(*study.skill_levels == doctest::Approx(0.0));
  }
  TEST_CASE("what the naive predictor gets wrong is mostly shared by endpoints of one cell, no more") {
    // a model that says exactly what the naive predictor says of either endpoint, but takes them for
    // independent
    const auto skill_of = [](const scenario::PublishedEndpoint& second) {
      const auto trial = with(with(trial_of("a", Split::validate), response(0.9)), second);
      const auto first = kKnowsNothing.predict(trial, trial.published->endpoints[0]);
      return *study::score_study(trial, {prediction({first.mean, first.mean}, first.variance())},
                                 kKnowsNothing)
                  .skill_levels;
    };
    CHECK(skill_of(response(0.9)) < 0.0);                            // both too high, as it thought
    CHECK(skill_of(response(0.1)) > 0.0);                            // against each other
    CHECK(skill_of(response(0.9, 100, 7)) == doctest::Approx(0.0));  // another cell
  }
  TEST_CASE("levels and contrasts are scored apart") {
    const auto trial =
        with(with(trial_of("a", Split::validate), response(0.5)), difference(response(0), 0.9));
    const auto study = study::score_study(trial, {prediction({0.5, 0.0}, 0.01)}, kKnowsNothing);
    CHECK(*study.skill_levels > 0.0);
    CHECK(*study.skill_contrasts < 0.0);
  }
  TEST_CASE("what is recalled, has a reason, is a sign or context is listed with the reason and not scored") {
    auto recalled = response(0.1);
    recalled.evidence = scenario::Evidence::recalled;
    auto with_reason = response(0.1);
    with_reason.not_scored = "its two levels are scored";
    auto sign = difference(response(0), -1.0);
    sign.comparison = scenario::Contrast::sign;
    const auto trial = with(with(with(trial_of("a", Split::validate), recalled), with_reason), sign);
    const auto study = study::score_study(trial, {prediction({0.5, 0.5, 0.0}, 0.01)}, kKnowsNothing);
    CHECK(why_not_scored(study, study.endpoints[0]) == "recalled, not checked against its source");
    CHECK(why_not_scored(study, study.endpoints[1]) == "its two levels are scored");
    CHECK(study.endpoints[2].sign_shown ==
          doctest::Approx(0.75));  // published negative, a quarter is positive
    CHECK_FALSE(study.skill_levels);
    CHECK(std::isnan(study.endpoints[0].z));
    const auto context = with(trial_of("b", Split::context), response(0.5));
    CHECK_FALSE(study::score_study(context, {prediction({0.5}, 0.01)}, kKnowsNothing).endpoints[0].scored);
  }
  TEST_CASE("an endpoint that no draw gives is named") {
    auto trial = with(trial_of("a", Split::validate), response(0.5));
    trial.published->endpoints[0].id = "rare";
    const auto study = study::score_study(trial, {prediction({study::kUnknown}, 0.01)}, kKnowsNothing);
    REQUIRE(study::not_computed({&study, 1}).size() == 1);
    CHECK(study::not_computed({&study, 1})[0]->id == "rare");
  }
  TEST_CASE("a median that one draw in ten does not reach is named, one in fifty is let pass") {
    auto median = response(30.0);
    median.quantity.measure = scenario::EndpointMeasure::time_to_relapse;
    const auto trial = with(trial_of("a", Split::validate), median);
    const auto score_with = [&](std::size_t draws) {
      study::TrialPredictions predictions(draws, prediction({3.0}, 0.01));
      predictions[0].mean(0) = study::kUnknown;
      return study::score_study(trial, predictions, kKnowsNothing);
    };
    const auto often = score_with(10), seldom = score_with(50);
    CHECK(study::not_computed({&often, 1}).size() == 1);
    CHECK(study::not_computed({&seldom, 1}).empty());
    CHECK(seldom.endpoints[0].predicted == doctest::Approx(3.0));
  }
  TEST_CASE("a summary takes one side of the split and each study by its weight") {
    auto heavy = with(with(trial_of("a", Split::validate), response(0.5)), response(0.7));
    auto light = with(trial_of("b", Split::validate), response(0.8));
    auto other = with(trial_of("c", Split::calibrate), response(0.1));
    light.published->weight = 0.5;
    const auto scored = [](const scenario::Scenario& trial, std::vector<double> means) {
      return study::score_study(trial, {prediction(means, 0.01)}, kKnowsNothing);
    };
    const std::vector<study::StudyScore> studies = {scored(heavy, {0.5, 0.5}), scored(light, {0.5}),
                                                    scored(other, {0.5})};
    const study::Summary summary = study::summarise(studies, Split::validate);
    CHECK(summary.studies == 2);
    CHECK(summary.endpoints == 3);
    // z2 is 0 and 4 in the study of weight 1, 9 in that of weight one half
    CHECK(summary.mean_z2->value == doctest::Approx((1.0 * 2.0 + 0.5 * 9.0) / 1.5).epsilon(1e-4));
    CHECK(summary.coverage[2]->value == doctest::Approx(0.5 / 1.5));
  }
  TEST_CASE("the report in plain text names every miss, also those of fitted studies") {
    auto trial = with(trial_of("Somebody 2020", Split::calibrate), response(0.9));
    trial.published->endpoints[0].note = "why it may be so";
    study::Validation validation;
    validation.studies = {study::score_study(trial, {prediction({0.4}, 0.01)}, kKnowsNothing)};
    const std::string text = study::validation_text(validation);
    CHECK(text.find("Misses among calibrate") != std::string::npos);
    CHECK(text.find("why it may be so") != std::string::npos);
    CHECK(text.find("OUTSIDE") != std::string::npos);
  }
}
