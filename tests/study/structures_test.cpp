// Conclusions can be tried under other structures of the model: their posteriors are in the library.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "study/calibrate/plan.hpp"
#include "study/posterior.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;

namespace {

const std::string kScenarios = TACHY_SOURCE_DIR "/scenarios";

// Of a scenario that uses the posterior of a structure.
float value_under(const std::string& structure, const model::ParameterRow& row) {
  const std::string use = "parameters: {use: library/posteriors/" + structure + ".yaml}\n";
  const auto loaded = scenario::load_text(scenario::one_arm(scenario::kInduction, use));
  INFO(scenario::shown(loaded));
  REQUIRE(loaded.faults.empty());
  return loaded.scenario.experiment.parameters.*row.field;
}

}  // namespace

TEST_SUITE("study/structures") {
  TEST_CASE("the structures that conclusions hang on have posteriors, fitted to the same studies") {
    const study::CalibrationPlan plan = study::load_plan(kScenarios + "/calibration.yaml").plan;
    const study::Posterior shipped =
        study::load_posterior(kScenarios + "/library/posteriors/calibrated.yaml").posterior;
    for (const char* name : {"strong_tachyphylaxis", "weak_tachyphylaxis", "one_pool", "gate_on_expectancy",
                             "peak_in_place_of_area"}) {
      CAPTURE(std::string(name));
      const auto structure = std::find_if(plan.structures.begin(), plan.structures.end(),
                                          [&](const study::Structure& s) { return s.id == name; });
      REQUIRE(structure != plan.structures.end());
      const auto loaded =
          study::load_posterior(kScenarios + "/library/posteriors/" + structure->id + ".yaml");
      CHECK(loaded.faults.empty());
      CHECK(loaded.posterior.size() == plan.structure_particles);
      CHECK(loaded.posterior.fitted_to == shipped.fitted_to);
      for (const study::Held& held : structure->held) {
        const auto& drawn = loaded.posterior.parameters;
        CHECK(std::find(drawn.begin(), drawn.end(), held.parameter) == drawn.end());
        CHECK(value_under(structure->id, *held.parameter) == held.value);
      }
    }
  }
}
