// Every scenario that is shipped can be lived through.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "engine/run.hpp"
#include "scenario/load.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;

TEST_SUITE("scenario/shipped") {
  TEST_CASE("every shipped scenario runs") {
    for (const char* folder : {"tutorial", "policy", "trials", "studies"}) {
      const auto path = std::filesystem::path(scenario::scenarios_folder()) / folder;
      for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.path().extension() != ".yaml") continue;
        CAPTURE(entry.path().string());
        scenario::Overrides overrides;
        overrides.patients = 50;
        const auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, entry.path().string(),
                                                    scenario::scenarios_folder(), overrides);
        INFO(scenario::shown(loaded));
        REQUIRE(loaded.faults.empty());
        const engine::Tallies tallies = engine::run(loaded.scenario.experiment, {.threads = 1});
        CHECK(tallies.enrolled > 0);
      }
    }
  }

  TEST_CASE("until a stage of its policy begins, an arm is the same as one without it") {
    scenario::Overrides overrides;
    overrides.patients = 2000;
    overrides.arms = {"supervised", "home_in_second_half"};
    overrides.set = {{"arms.home_in_second_half.policy.stages.0.caps", "{doses: 1 per year}"}};
    const auto loaded = scenario::load_scenario(scenario::FilesOnDisk{},
                                                scenario::scenarios_folder() + "/policy/take-home.yaml",
                                                scenario::scenarios_folder(), overrides);
    INFO(scenario::shown(loaded));
    REQUIRE(loaded.faults.empty());
    const engine::Tallies tallies = engine::run(loaded.scenario.experiment, {.threads = 1});
    const auto same_in_week = [&](std::uint32_t week) {
      for (std::uint32_t m = 0; m < model::kWeeklyCount; ++m) {
        const auto measure = static_cast<model::Weekly>(m);
        if (tallies.at(0, week, measure) != tallies.at(1, week, measure)) return false;
      }
      return true;
    };
    for (std::uint32_t week = 0; week < 26; ++week) CHECK(same_in_week(week));  // to day 181
    CHECK(!same_in_week(40));
  }
}
