// The plain first version and the engine are two texts of one model: their means agree within Monte Carlo
// error.
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "bench/plain_first_version.hpp"
#include "engine/run.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"

using namespace tachy;

namespace {

scenario::Scenario maintenance(std::vector<std::pair<std::string, std::string>> changes) {
  const std::string scenarios = std::string(TACHY_SOURCE_DIR) + "/scenarios";
  scenario::Overrides overrides;
  overrides.patients = 6000;
  overrides.draws = 0;
  overrides.set = std::move(changes);
  auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, scenarios + "/policy/maintenance.yaml",
                                        scenarios, overrides);
  if (!loaded.faults.empty()) FAIL(loaded.faults.front().message);
  return std::move(loaded.scenario);
}

struct Mean {
  double value, variance;  // variance: of the mean
};
Mean mean_of(double sum, double sum_squares, double n) {
  const double mean = sum / n;
  return {mean, (sum_squares / n - mean * mean) / n};
}

// Both versions, independent of each other, at a fixed seed: with 18 totals in five arms, 90 comparisons, a
// |z| of 4.5 would be met by chance once in 1,600 such tests.
void check_that_means_agree(const scenario::Scenario& scenario) {
  const regimen::Experiment& e = scenario.experiment;
  REQUIRE(bench::beyond_plain(e) == "");
  const bench::PlainOutcome plain = bench::run_plainly(e);
  const engine::Tallies tallies = engine::run(e, {});
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
    for (const model::TotalRow& row : model::total_table()) {
      const bench::PlainTotal& p = plain[arm][static_cast<std::uint32_t>(row.total)];
      const engine::TotalTally& t = tallies.at(arm, row.total);
      const Mean one = mean_of(p.sum, p.sum_squares, e.patients);
      const Mean other = mean_of(static_cast<double>(t.sum), static_cast<double>(t.sum_squares),
                                 static_cast<double>(tallies.enrolled));
      const double z = (one.value - other.value) / std::sqrt(one.variance + other.variance + 1e-12);
      const std::string name(row.name);
      INFO("arm ", scenario.arms[arm].id, ", ", name, ": plain ", one.value * row.scale, ", engine ",
           other.value * row.scale, ", z ", z);
      CHECK(std::abs(z) < 4.5);
    }
}

}  // namespace

TEST_SUITE("cli/bench") {
  TEST_CASE("the plain first version has the engine's means in every total of every arm") {
    check_that_means_agree(maintenance({}));
  }

  TEST_CASE(
      "the plain first version has the engine's means where the calendar stays and missed doses are lost") {
    check_that_means_agree(maintenance({{"policy.use", "library/policies/supervised-clinic.yaml"}}));
  }

  TEST_CASE("the plain first version has the engine's means where misuse, disorder and suicide are common") {
    check_that_means_agree(maintenance({{"parameters.misuse_supervised", "0.014 per year"},
                                        {"parameters.own_history_ratio", "8"},
                                        {"cohort.own_substance_history", "80 %"},
                                        {"parameters.use_disorder", "0.14 per year"},
                                        {"parameters.suicide_by_state", "1"},
                                        {"parameters.antidepressant_tolerance_gain", "0.08"},
                                        {"parameters.opioid_share", "0.5"}}));
  }

  TEST_CASE("the plain first version says what it does not know") {
    CHECK(bench::beyond_plain(maintenance({{"cohort.new_antidepressant", "true"}}).experiment) ==
          "a newly started antidepressant");
  }
}
