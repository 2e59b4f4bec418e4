// Studies made by the model itself are predicted by it as often as it says.
#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "base/random.hpp"
#include "study/trial/predict_trials.hpp"
#include "study/validate/validation.hpp"

#include "one_infusion.hpp"
#include "tests/scenario/in_memory.hpp"
#include "tests/sanitized.hpp"

using namespace tachy;

namespace {

constexpr std::uint32_t kPeople = 40;  // in each arm

scenario::PublishedEndpoint endpoint(scenario::EndpointMeasure measure, std::uint32_t arm,
                                     scenario::Contrast contrast) {
  scenario::PublishedEndpoint e;
  e.quantity.measure = measure;
  e.quantity.threshold = 0.5;
  e.quantity.day = 1;
  e.arm = arm;
  e.against = 1;
  e.comparison = contrast;
  e.n = e.n_against = kPeople;
  return e;
}

scenario::Scenario trial() {
  using scenario::Contrast;
  using scenario::EndpointMeasure;
  auto loaded = scenario::load_text(tests::kTrial);
  REQUIRE(loaded.faults.empty());
  scenario::Published published;
  published.split = scenario::Split::validate;
  published.rating_days = {0, 1};
  published.endpoints = {endpoint(EndpointMeasure::mean_change, 0, Contrast::none),
                         endpoint(EndpointMeasure::response, 0, Contrast::none),
                         endpoint(EndpointMeasure::mean_change, 1, Contrast::none),
                         endpoint(EndpointMeasure::mean_change, 0, Contrast::difference)};
  loaded.scenario.published = published;
  return loaded.scenario;
}

// A study with effects of its own publishes what one trial of its size found.
void publish(scenario::Scenario& study, std::uint32_t number) {
  regimen::Experiment experiment = study.experiment;
  experiment.seed = 1000 + number;
  experiment.patients = 400;
  const auto effects =
      pair_of(random_words<float>(philox_keys(5), Purpose::virtual_study_effect, number, 0, 0u, 0u),
              Purpose::virtual_study_effect);
  experiment.parameters =
      scenario::in_study(experiment.parameters, {effects.first * experiment.parameters.study_drug_sd,
                                                 effects.second * experiment.parameters.study_setting_sd});
  const auto outcome = study::simulate_trial(experiment, study.published->rating_days, 1);
  const Eigen::MatrixXd values = study::virtual_trials(outcome, *study.published, experiment.seed, 0, 1);
  for (std::size_t i = 0; i < study.published->endpoints.size(); ++i)
    study.published->endpoints[i].value = values(0, static_cast<Eigen::Index>(i));
}

}  // namespace

TEST_SUITE("study/validation") {
  TEST_CASE("predictive intervals hold as many synthetic studies as they say") {
    constexpr std::uint32_t kStudies = tests::fewer_if_sanitized(300u, 40u);
    const double wider = std::sqrt(300.0 / kStudies);
    const scenario::Scenario unpublished = trial();
    const study::Posterior defaults = study::defaults_only();
    const auto predictions =
        study::predict_all(std::vector<study::TrialToPredict>{{&unpublished, &defaults, 4000}},
                           {.virtual_trials = tests::fewer_if_sanitized(200, 60), .threads = 2});
    const study::Yardstick knows_nothing{std::vector<scenario::Scenario>{}};
    std::vector<scenario::Scenario> made(kStudies, unpublished);
    std::vector<study::StudyScore> scores;
    for (std::uint32_t i = 0; i < kStudies; ++i) {
      publish(made[i], i);
      scores.push_back(study::score_study(made[i], predictions[0], knows_nothing));
    }
    const study::Summary summary = study::summarise(scores, scenario::Split::validate);
    for (std::size_t i = 0; i < study::kCoverageLevels.size(); ++i) {
      const double nominal = study::kCoverageLevels[i].share;
      CAPTURE(nominal);
      CHECK(summary.model.coverage[i]->value == doctest::Approx(nominal).epsilon(0.08 * wider / nominal));
    }
    CHECK(summary.model.mean_z2->value == doctest::Approx(1.0).epsilon(0.2 * wider));
    CHECK(summary.levels.mean->value > 0.0);  // who knows the truth has skill
  }
  TEST_CASE("predictions do not depend on the number of threads") {
    const scenario::Scenario one = trial();
    const study::Posterior defaults = study::defaults_only();
    const std::vector<study::TrialToPredict> trials(3, {&one, &defaults, 300});
    const auto alone = study::predict_all(trials, {.virtual_trials = 10, .threads = 1});
    const auto together = study::predict_all(trials, {.virtual_trials = 10, .threads = 2});
    for (std::size_t i = 0; i < trials.size(); ++i) {
      CHECK(alone[i][0].mean == together[i][0].mean);
      CHECK(alone[i][0].sampling == together[i][0].sampling);
    }
  }
}
