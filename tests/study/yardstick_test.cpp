#include "study/validate/yardstick.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "study/trial/sampling_variance.hpp"
#include "study/validate/planned_sessions.hpp"
#include "trials.hpp"

using namespace tachy;
using namespace tachy::tests;
using scenario::EndpointMeasure;
using scenario::PublishedEndpoint;
using scenario::Split;
using study::Yardstick;

namespace {

// What is expected of the first endpoint.
study::PredictiveDensity expected(const Trials& known, const scenario::Scenario& trial) {
  return mixture_of(Yardstick(known).predict(trial, {0}, Eigen::MatrixXd::Ones(1, 1)));
}
scenario::Scenario asked(PublishedEndpoint endpoint = response(0.9)) {
  return with(trial_of("asked", Split::validate), std::move(endpoint));
}
double mean_for(const Trials& known, const scenario::Scenario& trial) {
  return expected(known, trial).mean(0);
}

PublishedEndpoint of_control(PublishedEndpoint endpoint) {
  endpoint.arm = 1;
  return endpoint;
}
PublishedEndpoint change(double value, scenario::Scale scale = scenario::Scale::madrs) {
  auto endpoint = response(value);
  endpoint.quantity.measure = EndpointMeasure::mean_change;
  endpoint.quantity.scale = scale;
  return endpoint;
}
Trials studies_with(const PublishedEndpoint& endpoint, int count = 8) {
  Trials trials;
  for (int i = 0; i < count; ++i)
    trials.push_back(with(trial_of(std::string("known ") + std::to_string(i), Split::calibrate), endpoint));
  return trials;
}

}  // namespace

TEST_SUITE("study/yardstick") {
  TEST_CASE("without a study there is a wide prior: about half respond to a drug, or to anything") {
    const auto drug = expected({}, asked());
    CHECK(drug.mean(0) == doctest::Approx(0.49));
    CHECK(std::sqrt(drug.covariance(0, 0)) > 0.25);
    CHECK(mean_for({}, asked(of_control(response(0.9)))) == doctest::Approx(0.49));
  }
  TEST_CASE("many studies that agree are believed, for their kind of arm more surely than for another") {
    const Trials known = studies_with(response(0.7));
    const auto drug = expected(known, asked());
    const auto control = expected(known, asked(of_control(response(0.5))));
    CHECK(drug.mean(0) == doctest::Approx(0.7).epsilon(0.03));
    CHECK(control.mean(0) > mean_for({}, asked()));
    CHECK(control.covariance(0, 0) > 2.0 * drug.covariance(0, 0));
  }
  TEST_CASE("kinds of endpoints teach each other: where scores fall less on placebo, fewer respond to it") {
    Trials known = studies_with(change(-20.0));
    for (scenario::Scenario& trial : known) trial = with(trial, of_control(change(-5.0)));
    CHECK(mean_for(known, asked(of_control(response(0.5)))) < mean_for(known, asked()) - 0.2);
  }
  TEST_CASE("changes on both scales are compared in SDs between patients") {
    const Trials known = studies_with(change(-16.5));
    CHECK(mean_for(known, asked(change(0.0, scenario::Scale::hamd17))) ==
          doctest::Approx(mean_for(known, asked(change(0.0))) * 8.5 / 11.0));
  }
  TEST_CASE("an infusion fades where values say so") {
    Trials known = studies_with(response(0.7));
    for (scenario::Scenario& trial : known) trial = with(trial, response(0.3, 100, 7));
    CHECK(mean_for(known, asked(response(0.5, 100, 7))) < mean_for(known, asked()) - 0.3);
    CHECK(mean_for(known, asked(response(0.5, 100, 4))) > mean_for(known, asked(response(0.5, 100, 7))));
  }
  TEST_CASE("a study's own endpoints are left out") {
    const Trials known = {with(trial_of("own", Split::calibrate), response(0.9))};
    CHECK(mean_for(known, known[0]) == doctest::Approx(mean_for({}, known[0])));
  }
  TEST_CASE("only calibrate trials are known, and nothing that is recalled") {
    auto recalled = response(0.9);
    recalled.evidence = scenario::Evidence::recalled;
    const Trials known = {with(trial_of("a", Split::validate), response(0.9)),
                          with(trial_of("b", Split::context), response(0.9)),
                          with(trial_of("c", Split::calibrate), recalled)};
    CHECK(mean_for(known, asked()) == doctest::Approx(mean_for({}, asked())));
  }
  TEST_CASE("a drug arm whose level is shown but not scored teaches levels all the same") {
    auto shown = response(0.9);
    shown.not_scored = "scored as the difference";
    CHECK(mean_for(studies_with(shown), asked()) == doctest::Approx(0.9).epsilon(0.03));
  }
  TEST_CASE("a contrast knows contrasts, and begins at no difference") {
    auto standardised = difference(change(0), -0.8);
    standardised.comparison = scenario::Contrast::standardised_difference;
    const auto asked_difference = asked(difference(response(0), 0.1));
    CHECK(mean_for({}, asked_difference) == doctest::Approx(0.0));
    CHECK(mean_for(studies_with(response(0.9)), asked_difference) == doctest::Approx(0.0));
    // eight times 0.8 SD; on the scale of shares 0.35 for each SD, a part of it put down to this kind of
    // endpoint
    CHECK(mean_for(studies_with(standardised), asked_difference) > 0.15);
    CHECK(mean_for(studies_with(standardised), asked_difference) < 0.8 * 0.35);
  }
  TEST_CASE("the order of the files changes nothing") {
    Trials known = {with(trial_of("a", Split::calibrate), response(0.4)),
                    with(with(trial_of("b", Split::calibrate), response(0.8)), of_control(response(0.2))),
                    with(trial_of("c", Split::calibrate), change(-12.0))};
    const auto before = expected(known, asked());
    std::swap(known[0], known[2]);
    const auto after = expected(known, asked());
    CHECK(after.mean(0) == doctest::Approx(before.mean(0)).epsilon(1e-12));
    CHECK(after.covariance(0, 0) == doctest::Approx(before.covariance(0, 0)).epsilon(1e-12));
  }
  TEST_CASE("relapse after withdrawal counts the days since the drug was last given") {
    auto withdrawn = trial_of("withdrawal", Split::validate);
    regimen::Arm& arm = withdrawn.experiment.plan.arm[0];
    arm.phases = 2;
    arm.phase[0].doses = arm.phase[1].doses = 4;
    arm.phase[1].dose_form = 1;
    arm.phase[1].first_gap_days = 7;
    withdrawn.experiment.horizon_days = 365;
    auto relapse = response(0.5);
    relapse.quantity.measure = EndpointMeasure::relapse;
    relapse.quantity.day = 21 + 64;  // the drug on days 0, 7, 14, 21
    const auto design = study::design_of(withdrawn, relapse);
    CHECK(design.theme == "relapse");
    CHECK(design.regressors.sum() == doctest::Approx(1.0 + 2.0 + 6.0));  // kind, log2 of 4 and of 64
  }
}

TEST_SUITE("study/planned_sessions") {
  TEST_CASE("phases follow each other, with their gaps, to the horizon") {
    regimen::Plan plan;
    plan.dose_form[0].product = model::Product::ketamine_iv;
    plan.dose_form[1].product = model::Product::saline;
    plan.arm[0].phases = 2;
    regimen::Phase& first = plan.arm[0].phase[0];
    first.listed_gaps = 2;
    first.gap_days[0] = 3;
    first.gap_days[1] = 4;
    first.doses = 3;
    regimen::Phase& second = plan.arm[0].phase[1];
    second.dose_form = 1;
    second.first_gap_days = 7;
    second.every_days = 14;
    const auto sessions = study::planned_sessions(plan, 0, 30);
    std::vector<std::uint32_t> days;
    for (const auto& session : sessions) days.push_back(session.day);
    CHECK(days == std::vector<std::uint32_t>{0, 3, 7, 14, 28});
    CHECK(sessions.back().product == model::Product::saline);
  }
  TEST_CASE("visits without a session are no sessions, but the next phase counts from them") {
    regimen::Plan plan;
    plan.arm[0].phases = 2;
    plan.arm[0].phase[0].doses = plan.arm[0].phase[1].doses = 1;
    plan.arm[0].phase[0].assessment_only = true;
    plan.arm[0].phase[1].first_gap_days = 2;
    const auto sessions = study::planned_sessions(plan, 0, 30);
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].day == 2);
  }
}
