// Median times of virtual trials that end before everybody has relapsed.
#include <cmath>

#include <doctest/doctest.h>

#include "study/trial/endpoint_format.hpp"
#include "study/trial/prediction.hpp"

#include "one_infusion.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;

namespace {

// The median time to a score of so many points, watched for six days, as 20 patients show it.
scenario::PublishedEndpoint time_to(double hamd17) {
  scenario::PublishedEndpoint endpoint;
  endpoint.quantity.measure = scenario::EndpointMeasure::time_to_relapse;
  endpoint.quantity.relapse_definition = {scenario::Scale::hamd17, hamd17, 1};
  endpoint.quantity.day = 6;
  endpoint.value = 3.0;
  endpoint.n = 20;
  return endpoint;
}

study::Prediction predicted(const scenario::PublishedEndpoint& endpoint) {
  const auto loaded = scenario::load_text(tests::kTrial);
  REQUIRE(loaded.faults.empty());
  scenario::Published published;
  published.rating_days = {0, 1, 2, 3, 4, 5, 6};
  published.endpoints = {endpoint};
  return study::predict(loaded.scenario.experiment, published, {.patients = 500, .virtual_trials = 25});
}

}  // namespace

TEST_SUITE("study/median") {
  TEST_CASE("a median that all virtual trials reach is predicted") {
    const study::Prediction soon = predicted(time_to(4.0));
    CHECK(soon.mean(0) >= 0.0);  // the logarithm of a day or more
    CHECK(soon.mean(0) < std::log(3.0));
  }
  TEST_CASE("one that a good part of them does not reach is not, however early the others do") {
    const auto endpoint = time_to(20.0);
    const double unknown = predicted(endpoint).mean(0);
    CHECK(std::isnan(unknown));
    CHECK(study::value_in_words(endpoint, unknown) == "not reached");
  }
  TEST_CASE("the same can be said by the share relapsed at the published time") {
    auto endpoint = time_to(20.0);
    CHECK(study::share_in_place_of_median(endpoint) ==
          "score the share relapsed by then: 'measure: relapse', 'day: 3', 'value: 50 %'");
    endpoint.quantity.measure = scenario::EndpointMeasure::relapse;
    endpoint.quantity.day = 3;
    const study::Prediction share = predicted(endpoint);
    CHECK(share.mean(0) > 0.1);
    CHECK(share.mean(0) < 0.95);
    CHECK(std::sqrt(share.sampling(0, 0)) > 0.05);  // of 20 patients
  }
}
