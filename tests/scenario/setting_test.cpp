#include <doctest/doctest.h>

#include <string>

#include "tests/scenario/in_memory.hpp"
#include "scenario/load.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

Loaded maintenance(const std::string& path, const std::string& value) {
  Overrides overrides;
  overrides.set.emplace_back(path, value);
  return load_scenario(FilesOnDisk{}, scenarios_folder() + "/policy/maintenance.yaml", scenarios_folder(),
                       overrides);
}

}  // namespace

TEST_SUITE("scenario/setting") {
  TEST_CASE("--set changes one value and says so") {
    const auto loaded = maintenance("parameters.hill", "1.5");
    REQUIRE(loaded.faults.empty());
    CHECK(loaded.scenario.experiment.parameters.hill == 1.5f);
    for (const auto& origin : loaded.scenario.parameter_origins) {
      CHECK(origin.where == (origin.name == "hill" ? "--set" : "default"));
    }
  }

  TEST_CASE("arms are called by id and phases by name") {
    const auto loaded = maintenance("arms.weekly.phases.maintenance.every", "10 days");
    INFO(shown(loaded));
    REQUIRE(loaded.faults.empty());
    CHECK(loaded.scenario.experiment.plan.arm[1].phase[1].every_days == 10);
    CHECK(loaded.scenario.experiment.plan.arm[2].phase[1].every_days == 14);
  }

  TEST_CASE("a phase that an arm only names can be changed for that arm alone") {
    const auto loaded = maintenance("arms.weekly.phases.induction.days", "[0, 3]");
    INFO(shown(loaded));
    REQUIRE(loaded.faults.empty());
    CHECK(loaded.scenario.experiment.plan.arm[1].phase[0].doses == 2);
    CHECK(loaded.scenario.experiment.plan.arm[0].phase[0].doses == 6);
  }

  TEST_CASE("a library part can be exchanged") {
    const auto loaded = maintenance("cohort.use", "library/cohorts/trd-adults-new-antidepressant.yaml");
    REQUIRE(loaded.faults.empty());
    CHECK(loaded.scenario.experiment.cohort.new_antidepressant);
  }

  TEST_CASE("faults of --set are shown in the argument") {
    CHECK(shown(maintenance("cohort.patients", "many")) ==
          "--set:1:17: cohort.patients: 'many' is not a whole number\n"
          "    1 | cohort.patients=many\n"
          "      |                 ^ number of patients\n");
    CHECK(shown(maintenance("arms.wekly.label", "x")) ==
          "--set:1:1: arms.wekly.label: there is no 'wekly' here; did you mean 'weekly'?\n"
          "    1 | arms.wekly.label=x\n"
          "      | ^ one of none, weekly, two_weekly, four_weekly or response_guided\n");
    CHECK(maintenance("cohort..patients", "3").faults.size() == 1);
    CHECK(maintenance("arms", "[").faults.size() == 1);
  }

  TEST_CASE("seed and patients of the command line end up in the resolved text") {
    Overrides overrides;
    overrides.seed = 99;
    overrides.patients = 12;
    const auto loaded = load_scenario(FilesOnDisk{}, scenarios_folder() + "/policy/maintenance.yaml",
                                      scenarios_folder(), overrides);
    REQUIRE(loaded.faults.empty());
    CHECK(loaded.scenario.experiment.seed == 99);
    CHECK(loaded.scenario.resolved.find("patients: 12") != std::string::npos);
    CHECK(loaded.scenario.resolved.find("seed: 99") != std::string::npos);
  }

  TEST_CASE("arms can be left out; the first kept becomes the reference when the reference is gone") {
    Overrides overrides;
    overrides.arms = {"two_weekly", "weekly"};
    const auto loaded = load_scenario(FilesOnDisk{}, scenarios_folder() + "/policy/maintenance.yaml",
                                      scenarios_folder(), overrides);
    INFO(shown(loaded));
    REQUIRE(loaded.faults.empty());
    REQUIRE(loaded.scenario.arms.size() == 2);
    CHECK(loaded.scenario.arms[0].id == "two_weekly");
    CHECK(loaded.scenario.experiment.reference_arm == 0);
    overrides.arms = {"weekly", "none"};
    CHECK(load_scenario(FilesOnDisk{}, scenarios_folder() + "/policy/maintenance.yaml", scenarios_folder(),
                        overrides)
              .scenario.experiment.reference_arm == 1);
    overrides.arms = {"weakly"};
    CHECK(load_scenario(FilesOnDisk{}, scenarios_folder() + "/policy/maintenance.yaml", scenarios_folder(),
                        overrides)
              .faults.size() == 1);
  }
}
