// Two years of usual care, without ketamine, as a cohort of highly resistant outpatients had them.
#include <doctest/doctest.h>

#include "tests/sanitized.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "study/trial/endpoint_values.hpp"

using namespace tachy;

TEST_SUITE("study/usual care") {
  TEST_CASE("response and remission in usual care lie within the intervals of Dunner 2006, at the defaults") {
    const std::string scenarios = TACHY_SOURCE_DIR "/scenarios";
    scenario::Overrides overrides;
    overrides.patients = tests::fewer_if_sanitized(10000u, 2000u);
    const auto loaded = scenario::load_scenario(
        scenario::FilesOnDisk{}, scenarios + "/trials/dunner-2006-usual-care.yaml", scenarios, overrides);
    REQUIRE(loaded.faults.empty());
    const scenario::Published& published = *loaded.scenario.published;
    const auto outcome = study::simulate_trial(loaded.scenario.experiment, {0, 365, 730}, 1);
    for (const scenario::PublishedEndpoint& endpoint : published.endpoints) {
      const auto patients = study::contributions_of(endpoint, published, outcome);
      const double predicted = *study::estimate(endpoint, patients.arm, patients.against);
      MESSAGE(endpoint.id << ": published " << endpoint.value << ", predicted " << predicted);
      if (!study::is_scored(endpoint)) continue;  // who stays well: shown, not tested
      CHECK(predicted > *endpoint.low);
      CHECK(predicted < *endpoint.high);
    }
  }
}
