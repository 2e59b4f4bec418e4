// What a plan may say, and what the refusal of anything else says.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "scenario/text/faults.hpp"
#include "study/calibrate/fit.hpp"

#include "../one_infusion.hpp"

using namespace tachy;
using namespace tachy::study;
namespace fs = std::filesystem;

namespace {

const std::string kGood =
    "title: t\nseed: 1\ntrials: trials\nparameters: {hill: table}\nposterior: library/posteriors/x.yaml\n";

LoadedPlan loaded(const std::string& text) {
  const fs::path file = fs::temp_directory_path() / ("tachy-plan-" + std::to_string(getpid()) + ".yaml");
  std::ofstream(file) << text;
  LoadedPlan plan = load_plan(file.string());
  fs::remove(file);
  return plan;
}

std::string refusal(const std::string& text) {
  std::string all;
  for (const InputFault& fault : loaded(text).faults) all += fault.path + ": " + fault.message + "\n";
  return all;
}

std::string with(const std::string& line) { return kGood + line + "\n"; }

}  // namespace

TEST_SUITE("study/calibrate/plan") {
  TEST_CASE("a small plan is read, with paths seen from its folder") {
    const LoadedPlan plan = loaded(kGood);
    REQUIRE(plan.faults.empty());
    CHECK(plan.plan.uncertain.size() == 1);
    CHECK(plan.plan.trials == (fs::temp_directory_path() / "trials").string());
    CHECK(plan.plan.posterior == (fs::temp_directory_path() / "library/posteriors/x.yaml").string());
  }
  TEST_CASE("a stated prior has the units of its parameter") {
    const LoadedPlan plan = loaded(
        "title: t\nseed: 1\ntrials: t\nposterior: p.yaml\n"
        "parameters: {slow_half_life: {median: 12 weeks, range_95: [6 weeks, 0.5 years]}}\n");
    REQUIRE(plan.faults.empty());
    CHECK(plan.plan.uncertain[0].prior.value_at(plan.plan.uncertain[0].prior.mean) == doctest::Approx(84.0));
  }
  TEST_CASE("a parameter that does not exist is named, with the nearest one") {
    CHECK(refusal("title: t\nseed: 1\ntrials: t\nposterior: p.yaml\nparameters: {hil: table}\n") ==
          "parameters.hil: unknown parameter 'hil'; did you mean 'hill'?\n");
    CHECK(
        refusal(with("held: {madrs_per_hamd17: 1.3}")) ==
        "held.madrs_per_hamd17: trials are read by one value of 'madrs_per_hamd17' and cannot be lived under "
        "another\n");
    CHECK(refusal(with("held: {hil: 1}")) == "held.hil: unknown parameter 'hil'; did you mean 'hill'?\n");
    CHECK(refusal(with("structures: {steep: {hil: 2}}")) ==
          "structures.steep.hil: unknown parameter 'hil'; did you mean 'hill'?\n");
  }
  TEST_CASE("a parameter stands in one place") {
    CHECK(refusal(with("held: {hill: 1}")) == "held: 'hill' stands in two places of this plan\n");
  }
  TEST_CASE("a prior that cannot be is refused") {
    const auto prior = [](const std::string& text) {
      return refusal("title: t\nseed: 1\ntrials: t\nposterior: p.yaml\nparameters: {fast_half_life: " + text +
                     "}\n");
    };
    CHECK(prior("flat") == "parameters.fast_half_life: 'flat' is no prior\n");
    CHECK(prior("{median: 5 days}") ==
          "parameters.fast_half_life.median: a prior has either 'range_95' or 'range_90'\n");
    CHECK(prior("{median: 5 days, range_95: [6 days, 9 days]}") ==
          "parameters.fast_half_life.median: the median is not between the ends of the range\n");
    CHECK(prior("{median: 5 mg, range_95: [3 days, 9 days]}") ==
          "parameters.fast_half_life.median: '5 mg' is an amount of drug, not a duration\n");
  }
  TEST_CASE("an unknown key is refused") {
    CHECK(refusal(with("particles: 5")) == "particles: unknown key 'particles'\n");
  }
  TEST_CASE("a study that is kept for validation cannot be named, nor one that does not exist") {
    CalibrationPlan plan;
    plan.trials = TACHY_SOURCE_DIR "/scenarios/trials";
    plan.studies = {"williams-2018-crossover", "murrough-2031"};
    const PlanTrials trials = trials_of(plan, TACHY_SOURCE_DIR "/scenarios");
    REQUIRE(trials.faults.size() == 2);
    CHECK(trials.faults[0].message ==
          "'williams-2018-crossover' is kept for validation: it must be predicted, never fitted to");
    CHECK(trials.faults[1].message == "there is no trial 'murrough-2031'; did you mean 'murrough-2013'?");
  }
  TEST_CASE("a median time is refused, with what to score in its place") {
    const fs::path folder = fs::temp_directory_path() / ("tachy-medians-" + std::to_string(getpid()));
    fs::create_directories(folder);
    std::ofstream(folder / "trial.yaml") << std::string(tests::kTrial) + R"(
published:
  study: A trial
  split: calibrate
  rated: {every: 1 day}
  endpoints:
    - {id: until_relapse, arm: ketamine, measure: time_to_relapse, relapse: {madrs: at least 20}, from: 1, day: 6,
       value: 4, source: its abstract, status: looked_up}
)";
    CalibrationPlan plan;
    plan.trials = folder.string();
    const PlanTrials trials = trials_of(plan, TACHY_SOURCE_DIR "/scenarios");
    fs::remove_all(folder);
    REQUIRE(trials.faults.size() == 1);
    CHECK(trials.faults[0].path == "published.endpoints.until_relapse");
    CHECK(trials.faults[0].advice ==
          "score the share relapsed by then: 'measure: relapse', 'day: 5', 'value: 50 %'");
  }
  TEST_CASE("the shipped plan is good and fits to calibrate trials alone") {
    const LoadedPlan plan = load_plan(TACHY_SOURCE_DIR "/scenarios/calibration.yaml");
    REQUIRE(plan.faults.empty());
    const PlanTrials trials = trials_of(plan.plan, TACHY_SOURCE_DIR "/scenarios");
    CHECK(trials.faults.empty());
    CHECK(trials.trials.size() >= 10);
    for (const auto& trial : trials.trials) CHECK(trial.published->split == scenario::Split::calibrate);
  }
}
