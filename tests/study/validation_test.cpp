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

const study::Yardstick kKnowsNothing{std::vector<scenario::Scenario>{}};

}  // namespace

TEST_SUITE("study/validation") {
  TEST_CASE("z is the distance to the prediction in SDs of sampling, study and parameters together") {
    const auto trial = with(trial_of("a", Split::validate), response(0.9));
    const auto study = study::score_study(
        trial, {prediction({0.4}, 0.01, 0.02), prediction({0.6}, 0.01, 0.02)}, kKnowsNothing);
    // variance 0.01 + 0.02 within draws and 0.1^2 between them
    CHECK(study.endpoints[0].model.value == doctest::Approx(0.5));
    CHECK(study.endpoints[0].model.sd == doctest::Approx(0.2));
    CHECK(study.endpoints[0].model.z == doctest::Approx(2.0));
    CHECK_FALSE(study::is_inside(study.endpoints[0].model, study::kCoverageLevels[2]));
  }
  TEST_CASE("skill is the log density gained over the meta-regression, for each endpoint") {
    const auto trial = with(trial_of("a", Split::validate), response(0.7));
    const auto study = study::score_study(trial, {prediction({0.65}, 0.01)}, kKnowsNothing);
    const Eigen::VectorXd published = Eigen::VectorXd::Constant(1, 0.7);
    const double regression =
        study::log_density(kKnowsNothing.predict(trial, {0}, Eigen::MatrixXd::Ones(1, 1)), published);
    CHECK(*study.skill_levels == doctest::Approx(log_normal_density(0.7, 0.65, 0.01) - regression));
    CHECK_FALSE(study.skill_contrasts);
  }
  TEST_CASE("the regression has a z of its own, and an endpoint that is not scored has none") {
    auto shown = response(0.9);
    shown.not_scored = "its difference is scored";
    const auto trial = with(with(trial_of("a", Split::validate), response(0.7)), shown);
    const auto study = study::score_study(trial, {prediction({0.65, 0.65}, 0.01)}, kKnowsNothing);
    const study::Expected& regression = study.endpoints[0].regression;
    CHECK(regression.z == doctest::Approx((0.7 - regression.value) / regression.sd));
    CHECK(std::isnan(study.endpoints[1].regression.z));
    CHECK(study.endpoints[1].regression.value == doctest::Approx(regression.value));
  }
  TEST_CASE("a study that is left out is predicted by the draws as they weigh without it") {
    const auto trial = with(trial_of("a", Split::calibrate), response(0.9));
    study::LeftOut left_out;
    left_out.weights = Eigen::Vector2d(0.75, 0.25);
    const auto study = study::score_study(trial, {prediction({0.4}, 0.01), prediction({0.8}, 0.01)},
                                          kKnowsNothing, left_out);
    CHECK(study.endpoints[0].model.value == doctest::Approx(0.5));
    CHECK(study.endpoints[0].model.sd == doctest::Approx(std::sqrt(0.01 + 0.75 * 0.01 + 0.25 * 0.09)));
  }
  TEST_CASE("skill without the two best studies leaves out those that it rests on") {
    const auto trial = with(trial_of("a", Split::validate), response(0.5));
    std::vector<study::StudyScore> studies(
        4, study::score_study(trial, {prediction({0.5}, 0.01)}, kKnowsNothing));
    for (auto& study : studies) study.trial = &trial;
    studies[0].skill_levels = 3.0;
    studies[1].skill_levels = -0.5;
    studies[2].skill_levels = 0.1;
    studies[3].skill_levels = 2.0;
    const study::Skill skill = study::summarise(studies, Split::validate).levels;
    CHECK(skill.mean->value == doctest::Approx(4.6 / 4.0));
    CHECK(skill.without_two_best->value == doctest::Approx(-0.2));
    studies.resize(2);
    CHECK_FALSE(study::summarise(studies, Split::validate).levels.without_two_best);
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
    CHECK(std::isnan(study.endpoints[0].model.z));
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
    CHECK(seldom.endpoints[0].model.value == doctest::Approx(3.0));
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
    CHECK(summary.model.mean_z2->value == doctest::Approx((1.0 * 2.0 + 0.5 * 9.0) / 1.5).epsilon(1e-4));
    CHECK(summary.model.coverage[2]->value == doctest::Approx(0.5 / 1.5));
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
