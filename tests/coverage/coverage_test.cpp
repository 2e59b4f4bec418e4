// The intervals of two scenarios hold the truth as often as they say; a small version of coverage_table.
#include <doctest/doctest.h>

#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "tests/coverage/coverage.hpp"
#include "tests/sanitized.hpp"

using namespace tachy;

namespace {

constexpr std::uint32_t kSeeds = tests::fewer_if_sanitized(100u, 10u);

regimen::Experiment one_year_of(const std::string& scenario) {
  const std::string folder = TACHY_SOURCE_DIR "/scenarios";
  scenario::Overrides overrides;
  overrides.set = {{"horizon", "1 year"}};
  const auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, folder + scenario, folder, overrides);
  REQUIRE(loaded.faults.empty());
  return loaded.scenario.experiment;
}

void check_coverage(const regimen::Experiment& experiment, std::uint32_t patients, std::uint32_t seeds) {
  for (const auto& found : tests::coverage_of(experiment, patients, seeds, 0)) {
    const std::string& measure = found.first;
    const tests::Coverage& coverage = found.second;
    const double share = coverage.share(), standard_error = coverage.standard_error;
    CAPTURE(measure);
    CAPTURE(share);
    CAPTURE(standard_error);
    CHECK(tests::covers(coverage));
    CHECK(tests::not_too_wide(coverage));
  }
}

}  // namespace

TEST_SUITE("coverage") {
  TEST_CASE("95 % intervals hold the truth in 93 to 97 of 100 runs, less or more only by chance") {
    for (const char* scenario : {"/policy/take-home.yaml", "/policy/maintenance.yaml"}) {
      CAPTURE(scenario);
      check_coverage(one_year_of(scenario), 400, kSeeds);
    }
  }

  TEST_CASE("so do they with copies of the misuse clock") {
    regimen::Experiment e = one_year_of("/policy/maintenance.yaml");
    e.misuse_clocks = 32;
    check_coverage(e, 400, kSeeds);
    e = one_year_of("/policy/take-home.yaml");
    e.misuse_clocks = 4;
    check_coverage(e, 400, kSeeds);
  }
}
