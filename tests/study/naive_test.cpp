#include "study/validate/naive.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "study/validate/naive_strata.hpp"
#include "study/trial/sampling_variance.hpp"
#include "trials.hpp"

using namespace tachy;
using namespace tachy::tests;
using scenario::Split;
using study::NaivePredictor;
using Trials = std::vector<scenario::Scenario>;

namespace {

scenario::Scenario asked(scenario::PublishedEndpoint endpoint = response(0.9)) {
  return with(trial_of("asked", Split::validate), std::move(endpoint));
}
double mean_for(const NaivePredictor& naive, const scenario::Scenario& trial) {
  return naive.predict(trial, trial.published->endpoints[0]).mean;
}
double variance_for(const NaivePredictor& naive, const scenario::Scenario& trial) {
  return naive.predict(trial, trial.published->endpoints[0]).variance();
}

}  // namespace

TEST_SUITE("study/naive") {
  TEST_CASE("without a study there is the vague prior: a share may be anything") {
    const NaivePredictor naive{Trials{}};
    CHECK(mean_for(naive, asked()) == doctest::Approx(0.5));
    // between studies and of the mean 0.29^2 each; sampling p (1 - p) / n and half a patient
    CHECK(variance_for(naive, asked()) ==
          doctest::Approx(2.0 * 0.29 * 0.29 + 0.25 / 100 + 0.25 / 10000).epsilon(1e-3));
  }
  TEST_CASE("each finer cell goes half of the way that is left to its only study") {
    const Trials known = {with(trial_of("a", Split::calibrate), response(0.66))};
    // 0.5 > 0.58 > 0.62 > 0.64 > 0.65 in four cells: all, of the drug, on day 1, without a new antidepressant
    CHECK(mean_for(NaivePredictor(known), asked()) == doctest::Approx(0.65));
    // on another day or of placebo only the coarser cells know of it
    CHECK(mean_for(NaivePredictor(known), asked(response(0.9, 100, 7))) == doctest::Approx(0.62));
    auto of_placebo = response(0.9);
    of_placebo.arm = 1;
    CHECK(mean_for(NaivePredictor(known), asked(of_placebo)) == doctest::Approx(0.58));
  }
  TEST_CASE("many studies leave little of the vague prior, and spread as they do") {
    Trials agree, differ;
    for (int i = 0; i < 40; ++i) {
      const std::string name(1, static_cast<char>('a' + i));
      agree.push_back(with(trial_of(name, Split::calibrate), response(0.6)));
      differ.push_back(with(trial_of(name, Split::calibrate), response(i % 2 == 0 ? 0.4 : 0.8)));
    }
    CHECK(mean_for(NaivePredictor(agree), asked()) == doctest::Approx(0.6).epsilon(0.01));
    CHECK(mean_for(NaivePredictor(differ), asked()) == doctest::Approx(0.6).epsilon(0.01));
    CHECK(variance_for(NaivePredictor(agree), asked()) < 0.004);
    CHECK(variance_for(NaivePredictor(differ), asked()) == doctest::Approx(0.04).epsilon(0.1));
  }
  TEST_CASE("a study's own endpoints are left out") {
    const Trials known = {with(trial_of("own", Split::calibrate), response(0.9))};
    CHECK(mean_for(NaivePredictor(known), known[0]) == doctest::Approx(0.5));
  }
  TEST_CASE("only scored endpoints of calibrate trials are known") {
    auto recalled = response(0.9);
    recalled.evidence = scenario::Evidence::recalled;
    auto shown_only = response(0.9);
    shown_only.not_scored = "a reason";
    const Trials known = {with(trial_of("a", Split::validate), response(0.9)),
                          with(trial_of("b", Split::context), response(0.9)),
                          with(trial_of("c", Split::calibrate), recalled),
                          with(trial_of("d", Split::calibrate), shown_only)};
    CHECK(mean_for(NaivePredictor(known), asked()) == doctest::Approx(0.5));
  }
  TEST_CASE("a study counts once in a cell, however many endpoints it has there") {
    const Trials once = {with(trial_of("a", Split::calibrate), response(0.8))};
    const Trials twice = {with(with(trial_of("a", Split::calibrate), response(0.7)), response(0.9))};
    CHECK(mean_for(NaivePredictor(twice), asked()) ==
          doctest::Approx(mean_for(NaivePredictor(once), asked())));
  }
  TEST_CASE("a contrast knows contrasts, and starts from no difference") {
    const Trials known = {with(trial_of("a", Split::calibrate), difference(response(0), 0.4)),
                          with(trial_of("b", Split::calibrate), response(0.9))};
    CHECK(mean_for(NaivePredictor(Trials{}), asked(difference(response(0), 0.1))) == doctest::Approx(0.0));
    // 0 > 0.2 > 0.3 > 0.35: differences of response, drug against active placebo, day 1
    CHECK(mean_for(NaivePredictor(known), asked(difference(response(0), 0.1))) == doctest::Approx(0.35));
  }
  TEST_CASE("changes on both scales are compared in MADRS points") {
    auto change = response(-15.0);
    change.quantity.measure = scenario::EndpointMeasure::mean_change;
    change.quantity.scale = scenario::Scale::madrs;
    auto on_hamd17 = change;
    on_hamd17.quantity.scale = scenario::Scale::hamd17;
    const Trials known = {with(trial_of("a", Split::calibrate), change)};
    const NaivePredictor naive(known);
    CHECK(mean_for(naive, asked(on_hamd17)) == doctest::Approx(mean_for(naive, asked(change)) / 1.25));
  }
  TEST_CASE("what is given is what the last phase with sessions gives") {
    auto withdrawn = trial_of("withdrawal", Split::calibrate);
    regimen::Arm& arm = withdrawn.experiment.plan.arm[0];
    arm.phases = 3;
    arm.phase[1].dose_form = 1;
    arm.phase[2].assessment_only = true;
    CHECK(study::cells_of(withdrawn, response(0.5)).coarse_to_fine[1] == "response of 50 % > active placebo");
  }
  TEST_CASE("endpoints among patients selected by their course are a kind of their own") {
    auto relapse = response(0.5, 9, 14);
    relapse.quantity.measure = scenario::EndpointMeasure::relapse;
    relapse.quantity.among.resize(1);
    relapse.quantity.among[0].days = {3};
    const auto trial = trial_of("a", Split::calibrate);
    CHECK(study::cells_of(trial, relapse).coarse_to_fine[0] == "relapse among selected");
    relapse.quantity.among[0].days = {0};  // who may enter
    CHECK(study::cells_of(trial, relapse).coarse_to_fine[0] == "relapse");
    relapse.quantity.among[0].days = {};  // by the number of sessions
    CHECK(study::cells_of(trial, relapse).coarse_to_fine[0] == "relapse among selected");
  }
}

TEST_SUITE("study/sampling_variance") {
  TEST_CASE("a share scatters as p (1 - p) / n, with half a patient to spare") {
    CHECK(study::sampling_variance(response(0.0, 100), 0.5) == doctest::Approx(0.25 / 100 + 0.25 / 10000));
    CHECK(study::sampling_variance(response(0.0, 100), 0.0) > 0.0);
  }
  TEST_CASE("a published interval says it itself, on the scale on which values are compared") {
    auto ratio = difference(response(0), 0.5);
    ratio.comparison = scenario::Contrast::odds_ratio;
    ratio.low = 0.5 / std::exp(1.96);
    ratio.high = 0.5 * std::exp(1.96);
    CHECK(study::published_variance(ratio) == doctest::Approx(1.0).epsilon(1e-3));
  }
  TEST_CASE("what is remembered in part scatters twice as much") {
    auto remembered = response(0.5);
    remembered.evidence = scenario::Evidence::partly_recalled;
    CHECK(study::sampling_variance(remembered, 0.4) ==
          doctest::Approx(2.0 * study::sampling_variance(response(0.5), 0.4)));
  }
}
