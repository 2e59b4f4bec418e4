// Parameters from a library part with draws: which value wins, and where it came from.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "tests/scenario/in_memory.hpp"
#include "scenario/language/parameter_words.hpp"
#include "scenario/load.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

const std::string kPart =
    "title: fitted\ndraws: fitted.csv\nhill: 1.5\nfast_half_life: 5 days\nmisuse_supervised: 0.0005 per "
    "year\n"
    "sources:\n  hill: {grade: derived, source: fitted}\n";
const std::string kDraws =
    "# a comment\ndraw,hill,fast_half_life,misuse_supervised\n0,1.25,4.125,0.001\n1,1.75,6.5,0.0005\n";

Loaded load_with(const std::string& parameters, const Overrides& overrides = {},
                 const std::string& draws = kDraws, const std::string& phases = kInduction) {
  FilesInMemory files;
  files.put("fitted.yaml", kPart);
  files.put("fitted.csv", draws);
  files.put("scenario.yaml", one_arm(phases, "parameters: " + parameters + "\n"));
  return load_scenario(files, "scenario.yaml", ".", overrides);
}

const model::Parameters& good(const Loaded& loaded) {
  INFO(shown(loaded));
  REQUIRE(loaded.faults.empty());
  return loaded.scenario.experiment.parameters;
}

std::string origin_of(const Loaded& loaded, const std::string& name) {
  const auto& origins = loaded.scenario.parameter_origins;
  return std::find_if(origins.begin(), origins.end(), [&](const auto& o) { return o.name == name; })->where;
}

}  // namespace

TEST_SUITE("scenario/draws") {
  TEST_CASE("a part gives its central values, and says so") {
    const Loaded loaded = load_with("{use: fitted.yaml}");
    CHECK(good(loaded).hill == 1.5f);
    CHECK(good(loaded).fast_half_life_days == 5.0f);
    CHECK(origin_of(loaded, "hill") == "fitted.yaml:3");
    CHECK(origin_of(loaded, "effect_ceiling") == "default");
    REQUIRE(loaded.scenario.sources.size() == 1);
    CHECK(loaded.scenario.sources[0].path == "parameters.hill");
    CHECK(loaded.scenario.sources[0].overridden_at.empty());
  }
  TEST_CASE("a draw gives its values, exactly, and says where it was asked for") {
    const Loaded loaded = load_with("{use: fitted.yaml, draw: 1}");
    CHECK(good(loaded).hill == 1.75f);
    CHECK(good(loaded).fast_half_life_days == 6.5f);
    CHECK(good(loaded).misuse_per_year_supervised == 0.0005f);
    CHECK(origin_of(loaded, "hill") == "scenario.yaml:5");
  }
  TEST_CASE("a value given beside the draw wins") {
    const Loaded loaded = load_with("{use: fitted.yaml, draw: 0, hill: 3}");
    CHECK(good(loaded).hill == 3.0f);
    CHECK(good(loaded).fast_half_life_days == 4.125f);
  }
  TEST_CASE("part, draw and value may be chosen on the command line") {
    Overrides overrides;
    overrides.set = {{"parameters.use", "fitted.yaml"}, {"parameters.draw", "1"}, {"parameters.hill", "2"}};
    const Loaded loaded = load_with("{opioid_share: 0.5}", overrides);
    CHECK(good(loaded).hill == 2.0f);
    CHECK(good(loaded).fast_half_life_days == 6.5f);
    CHECK(good(loaded).opioid_share == 0.5f);
  }
  TEST_CASE("a value of the part that the draw does not have stays") {
    const Loaded loaded = load_with("{use: fitted.yaml, draw: 0}", {}, "draw,hill\n0,1.25\n");
    CHECK(good(loaded).hill == 1.25f);
    CHECK(good(loaded).fast_half_life_days == 5.0f);
  }
  TEST_CASE("a draw gives what its part has no value of") {
    const Loaded loaded = load_with("{use: fitted.yaml, draw: 0}", {}, "draw,opioid_share\n0,0.25\n");
    CHECK(good(loaded).opioid_share == 0.25f);
    CHECK(origin_of(loaded, "opioid_share") == "scenario.yaml:5");
  }
  TEST_CASE("thresholds in MADRS are converted by the draw's own value") {
    const auto threshold = [](const std::string& ratio) {
      const Loaded loaded =
          load_with("{use: fitted.yaml, draw: 0}", {}, "draw,madrs_per_hamd17\n0," + ratio + "\n",
                    std::string(kInduction) + "          enter_if: {madrs: at least 26}\n");
      good(loaded);
      return loaded.scenario.experiment.plan.arm[0].phase[0].entry.min_observed_hamd17;
    };
    CHECK(threshold("1.3") == doctest::Approx(26.0 / 1.3));
    CHECK(threshold("1.25") == doctest::Approx(26.0 / 1.25));
  }
  TEST_CASE("the plan depends on no parameter but those marked as used by the loader") {
    const std::string phases =
        std::string(kInduction) +
        "          enter_if: {madrs: at least 26}\n"
        "          adapt:\n            - {when: {madrs: at least 30}, then: {stop: true}}\n";
    const auto phase_with = [&](const model::ParameterRow& row, float value) {
      Loaded loaded = load_text(one_arm(phases, "parameters: {" + std::string(row.name) + ": " +
                                                    with_unit(fmt::format("{}", value), row.unit) + "}\n"));
      INFO(shown(loaded));
      REQUIRE(loaded.faults.empty());
      return loaded.scenario.experiment.plan.arm[0].phase[0];
    };
    for (const model::ParameterRow& row : model::parameter_table()) {
      CAPTURE(row.name);
      CHECK((phase_with(row, row.low) == phase_with(row, row.high)) == !row.used_by_loader);
    }
  }
  TEST_CASE("the resolved text holds the values and loads to the same") {
    const Loaded loaded = load_with("{use: fitted.yaml, draw: 0}");
    good(loaded);
    const Loaded again = load_text(loaded.scenario.resolved);
    CHECK(good(again).hill == 1.25f);
    CHECK(good(again).misuse_per_year_supervised == 0.001f);
  }
  TEST_CASE("a draw that is not there is refused") {
    const Loaded loaded = load_with("{use: fitted.yaml, draw: 2}");
    REQUIRE(loaded.faults.size() == 1);
    CHECK(loaded.faults[0].message == "there is no draw '2' in fitted.csv");
    CHECK(loaded.faults[0].advice == "draws are numbered 0 to 1");
  }
  TEST_CASE("a damaged table of draws is refused with its line") {
    const auto refusal = [](const std::string& draws) {
      const Loaded loaded = load_with("{use: fitted.yaml, draw: 0}", {}, draws);
      REQUIRE(loaded.faults.size() == 1);
      return std::to_string(loaded.faults[0].line) + ": " + loaded.faults[0].message;
    };
    CHECK(refusal("draw,hil\n0,1\n") == "1: unknown parameter 'hil'; did you mean 'hill'?");
    CHECK(refusal("draw,hill\n0,1,2\n") == "2: 3 cells, but 2 columns");
    CHECK(refusal("draw,hill\n0,nan\n") == "2: 'nan' is no value of hill");
    CHECK(refusal("draw,hill\n0,99\n") == "2: '99' is no value of hill");
    CHECK(refusal("draw,hill\n1,1\n") == "2: draw 0 is expected here");
    CHECK(refusal("draw,hill\n") == "0: there are no draws in this file");
  }
}
