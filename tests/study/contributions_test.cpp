#include <cmath>

#include <doctest/doctest.h>

#include "outcomes.hpp"

using namespace tachy;
using namespace tachy::tests;
using scenario::Contrast;
using scenario::EndpointMeasure;

TEST_SUITE("an endpoint of one arm") {
  TEST_CASE("a mean change is the mean of rating minus baseline") {
    const auto outcome = outcome_of({0, 1}, {{{20, 10}, {30, 24}}});
    CHECK(*value_of(level(EndpointMeasure::mean_change, 1), outcome) == doctest::Approx(-8.0));
  }
  TEST_CASE("a mean change on the MADRS counts MADRS points") {
    auto outcome = outcome_of({0, 1}, {{{20, 10}}});
    outcome.madrs_per_hamd17 = 1.3f;
    auto endpoint = level(EndpointMeasure::mean_change, 1);
    endpoint.quantity.scale = scenario::Scale::madrs;
    CHECK(*value_of(endpoint, outcome) == doctest::Approx(-13.0));
  }
  TEST_CASE("response is half the baseline or less, the bound included") {
    const auto outcome = outcome_of({0, 1}, {{{20, 10}, {20, 11}, {30, 3}, {24, 24}}});
    CHECK(*value_of(level(EndpointMeasure::response, 1, 0.5), outcome) == doctest::Approx(0.5));
  }
  TEST_CASE("remission is a score of the threshold or less") {
    const auto outcome = outcome_of({0, 1}, {{{20, 7}, {20, 8}, {30, 0}}});
    CHECK(*value_of(level(EndpointMeasure::remission, 1, 7.0), outcome) == doctest::Approx(2.0 / 3.0));
  }
  TEST_CASE("who was never enrolled does not count") {
    const auto outcome = outcome_of({0, 1}, {{{kGone, kGone}, {20, 10}}});
    CHECK(*value_of(level(EndpointMeasure::response, 1, 0.5), outcome) == doctest::Approx(1.0));
  }
  TEST_CASE("no value is given when nobody counts") {
    const auto outcome = outcome_of({0, 1}, {{{kGone, kGone}}});
    CHECK_FALSE(value_of(level(EndpointMeasure::response, 1, 0.5), outcome));
  }
  TEST_CASE("a baseline may be a later day, and improvement is counted from it") {
    const auto outcome = outcome_of({0, 12, 40}, {{{30, 10, 12}}});
    auto endpoint = level(EndpointMeasure::mean_change, 40);
    endpoint.quantity.baseline_day = 12;
    CHECK(*value_of(endpoint, outcome) == doctest::Approx(2.0));
  }
}

TEST_SUITE("who has left the trial") {
  const auto outcome = outcome_of({0, 7, 14}, {{{20, 8, kGone}, {20, 20, 5}}});
  scenario::Published published;

  TEST_CASE("the last observation is carried forward") {
    published.missing = scenario::Missing::last_observation;
    CHECK(*value_of(level(EndpointMeasure::response, 14, 0.5), outcome, published) == doctest::Approx(1.0));
  }
  TEST_CASE("or they count as failures") {
    published.missing = scenario::Missing::failure;
    CHECK(*value_of(level(EndpointMeasure::response, 14, 0.5), outcome, published) == doctest::Approx(0.5));
  }
  TEST_CASE("or they are left out") {
    published.missing = scenario::Missing::left_out;
    CHECK(*value_of(level(EndpointMeasure::response, 14, 0.5), outcome, published) == doctest::Approx(1.0));
    CHECK(*value_of(level(EndpointMeasure::mean_change, 14), outcome, published) == doctest::Approx(-15.0));
  }
}

TEST_SUITE("an endpoint among selected patients") {
  scenario::RatingCondition response_on(std::uint32_t day) {
    scenario::RatingCondition condition;
    condition.days = {day};
    condition.improvement_at_least = 0.5;
    return condition;
  }
  TEST_CASE("is computed among them alone") {
    const auto outcome = outcome_of({0, 3, 7}, {{{20, 10, 9}, {20, 10, 15}, {20, 15, 5}}});
    auto endpoint = level(EndpointMeasure::response, 7, 0.5);
    endpoint.quantity.among = {response_on(3)};
    CHECK(*value_of(endpoint, outcome) == doctest::Approx(0.5));
  }
  TEST_CASE("they may be selected by what happened in the other arm of a crossover") {
    const auto outcome = outcome_of({0, 1}, {{{20, 8}, {20, 18}}, {{20, 19}, {20, 6}}});
    auto endpoint = level(EndpointMeasure::mean_change, 1);
    endpoint.arm = 1;
    endpoint.quantity.among = {response_on(1)};
    endpoint.quantity.among[0].arm = 0;
    CHECK(*value_of(endpoint, outcome) == doctest::Approx(-1.0));
  }
  TEST_CASE("they may be selected by the sessions they had") {
    auto outcome = outcome_of({0, 1}, {{{20, 8}, {20, 18}}});
    outcome.arms[0][1].sessions = 2;
    auto endpoint = level(EndpointMeasure::mean_change, 1);
    endpoint.quantity.among.emplace_back().sessions_at_least = 2;
    CHECK(*value_of(endpoint, outcome) == doctest::Approx(-2.0));
  }
  TEST_CASE("a condition may ask for some of several days") {
    const auto outcome = outcome_of({0, 7, 14, 21}, {{{20, 5, 9, 5}, {20, 9, 9, 5}}});
    scenario::RatingCondition stable;
    stable.days = {7, 14, 21};
    stable.score_at_most = 6.0;
    stable.on_at_least = 2;
    auto endpoint = level(EndpointMeasure::mean_change, 14);
    endpoint.quantity.among = {stable};
    const auto patients = study::contributions_of(endpoint, {}, outcome).arm;
    CHECK(patients[0].counted);
    CHECK_FALSE(patients[1].counted);
  }
}

TEST_SUITE("relapse") {
  scenario::PublishedEndpoint relapse_by(std::uint32_t day,
                                         EndpointMeasure measure = EndpointMeasure::relapse) {
    auto endpoint = level(measure, day);
    endpoint.quantity.relapse_definition = {scenario::Scale::hamd17, 17.0, 2};
    endpoint.quantity.from_day = 7;
    return endpoint;
  }
  const std::vector<std::uint32_t> days = {0, 7, 14, 21, 28};

  TEST_CASE("is the second of two high ratings running, after the day it is watched from") {
    const auto outcome = outcome_of(days, {{{30, 20, 17, 18, 5},    // 14 and 21: relapse
                                            {30, 5, 20, 10, 20},    // never two running
                                            {30, 20, 5, 5, 5},      // high on day 7 only
                                            {30, 5, 5, 20, 20}}});  // 21 and 28: relapse, on day 28
    CHECK(*value_of(relapse_by(28), outcome) == doctest::Approx(0.5));
    CHECK(*value_of(relapse_by(21), outcome) == doctest::Approx(0.25));
  }
  TEST_CASE("takes a time that is counted from that day, or is watched until the last rating") {
    const auto outcome = outcome_of(days, {{{30, 5, 17, 18, 5}, {30, 5, 5, kGone, kGone}}});
    const auto patients =
        study::contributions_of(relapse_by(28, EndpointMeasure::time_to_relapse), {}, outcome).arm;
    CHECK(patients[0].relapsed);
    CHECK(patients[0].value == 14.0);
    CHECK_FALSE(patients[1].relapsed);
    CHECK(patients[1].value == 7.0);
  }
  TEST_CASE("is counted among those still in sight") {
    // 1 of 2 relapses on day 21, when the third is already gone: 1 - 1/2
    const auto outcome = outcome_of(days, {{{30, 5, 18, 19, 8}, {30, 5, 5, 5, 5}, {30, 5, 5, kGone, kGone}}});
    CHECK(*value_of(relapse_by(28), outcome) == doctest::Approx(0.5));
  }
  TEST_CASE("may start a clock of its own") {
    const auto outcome = outcome_of(days, {{{30, 5, 18, 19, 8}, {30, 5, 5, 5, 5}}});
    auto endpoint = relapse_by(7, EndpointMeasure::response);
    endpoint.quantity.clock = scenario::Clock::relapse;
    endpoint.quantity.threshold = 0.5;
    const auto patients = study::contributions_of(endpoint, {}, outcome).arm;
    CHECK(patients[0].counted);  // relapsed on day 21 with 19 points, rated 8 a week later
    CHECK(patients[0].value == 1.0);
    CHECK_FALSE(patients[1].counted);
  }
}

TEST_SUITE("two arms") {
  scenario::PublishedEndpoint contrast(scenario::PublishedEndpoint endpoint, Contrast comparison) {
    endpoint.comparison = comparison;
    endpoint.against = 1;
    return endpoint;
  }
  const auto outcome = outcome_of({0, 1}, {{{20, 10}, {20, 6}}, {{20, 16}, {20, 20}}});

  TEST_CASE("differ by the first minus the second") {
    CHECK(*value_of(contrast(level(EndpointMeasure::mean_change, 1), Contrast::difference), outcome) ==
          doctest::Approx(-10.0));
  }
  TEST_CASE("differ in units of their pooled standard deviation") {
    CHECK(*value_of(contrast(level(EndpointMeasure::mean_change, 1), Contrast::standardised_difference),
                    outcome) == doctest::Approx(-10.0 / std::sqrt(8.0)));
  }
  TEST_CASE("have an odds ratio, with half a patient added to each cell") {
    CHECK(*value_of(contrast(level(EndpointMeasure::response, 1, 0.5), Contrast::odds_ratio), outcome) ==
          doctest::Approx((2.5 / 0.5) / (0.5 / 2.5)));
  }
  TEST_CASE("lose a share of the second arm's change") {
    auto endpoint = contrast(level(EndpointMeasure::mean_change, 1), Contrast::relative_loss);
    endpoint.arm = 1;
    endpoint.against = 0;
    CHECK(*value_of(endpoint, outcome) == doctest::Approx(1.0 - 2.0 / 12.0));
  }
  TEST_CASE("differ in sign") {
    CHECK(*value_of(contrast(level(EndpointMeasure::mean_change, 1), Contrast::sign), outcome) == -1.0);
  }
}

TEST_SUITE("times to relapse") {
  study::Contribution seen(double days, bool relapsed) { return {true, days, relapsed}; }

  TEST_CASE("the median is where half have relapsed, patients lost to sight allowed for") {
    // Kaplan-Meier by hand: 4/5 after day 1, 4/5 * 2/3 after day 3, 4/5 * 2/3 * 1/2 = 0.27 after day 4
    const std::vector<study::Contribution> patients = {seen(1, true), seen(2, false), seen(3, true),
                                                       seen(4, true), seen(5, false)};
    CHECK(*study::estimate(level(EndpointMeasure::time_to_relapse, 9), patients, {}) == 4.0);
  }
  TEST_CASE("a median that is not reached is no value") {
    const std::vector<study::Contribution> patients = {seen(1, true), seen(9, false), seen(9, false)};
    CHECK_FALSE(study::estimate(level(EndpointMeasure::time_to_relapse, 9), patients, {}));
  }
  TEST_CASE("two arms alike have a hazard ratio of one") {
    auto endpoint = level(EndpointMeasure::time_to_relapse, 9);
    endpoint.comparison = Contrast::hazard_ratio;
    const std::vector<study::Contribution> patients = {seen(1, true), seen(2, false), seen(3, true)};
    CHECK(*study::estimate(endpoint, patients, patients) == doctest::Approx(1.0));
  }
  TEST_CASE("the hazard ratio solves the partial likelihood") {
    // one relapse in each arm, first in `arm`: at risk 2 and 2, then 1 and 2.
    // score: 1 - 2r/(2r+2) - r/(r+2) = 0 -> r = sqrt(2)
    auto endpoint = level(EndpointMeasure::time_to_relapse, 9);
    endpoint.comparison = Contrast::hazard_ratio;
    const std::vector<study::Contribution> arm = {seen(1, true), seen(9, false)};
    const std::vector<study::Contribution> against = {seen(2, true), seen(9, false)};
    CHECK(*study::estimate(endpoint, arm, against) == doctest::Approx(std::sqrt(2.0)));
  }
}
