#include "study/crossover.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace tachy;

namespace {

std::vector<study::CrossoverResult> hold(const std::vector<study::OpioidHypothesis>& hypotheses,
                                         int threads = 2) {
  const std::string scenarios = TACHY_SOURCE_DIR "/scenarios";
  const auto loaded = scenario::load_scenario(
      scenario::FilesOnDisk{}, scenarios + "/trials/williams-2018-crossover.yaml", scenarios, {});
  REQUIRE(loaded.faults.empty());
  const study::CrossoverEffort effort{
      .virtual_trials = 2000, .draws = 10, .patients = 500, .threads = threads};
  return study::crossover_2018(loaded.scenario, study::defaults_only(), hypotheses, effort);
}

}  // namespace

TEST_SUITE("study/crossover") {
  TEST_CASE(
      "without an opioid share patients fall alike in both sessions, but chosen responders fall less again") {
    const auto none = hold({{0.0, false}}).front();
    CHECK(std::abs(none.attenuation) <
          0.05);  // 12 completers x 10 draws x 500 patients: far below 0.01 by chance
    CHECK(none.blocked > 0.03);
    CHECK(none.fall_placebo > none.fall_naltrexone);
  }

  TEST_CASE("the larger the opioid share, the less is left after naltrexone, least with expectancy gated") {
    const auto results = hold({{0.0, false}, {0.5, false}, {1.0, false}, {1.0, true}});
    for (std::size_t i = 0; i + 1 < results.size(); ++i) {
      CAPTURE(i);
      CHECK(results[i + 1].fall_naltrexone < results[i].fall_naltrexone);
      CHECK(results[i + 1].none_of_seven >= results[i].none_of_seven);
      CHECK(results[i + 1].attenuation > results[i].attenuation);
    }
    CHECK(results[3].attenuation > 0.8);  // nothing of the session is left
  }

  TEST_CASE("shares are shares, and the number of threads changes nothing") {
    const auto one = hold({{0.5, true}}, 1).front(), two = hold({{0.5, true}}, 2).front();
    for (const double share : {one.looks, one.seven, one.none_of_seven, one.as_published}) {
      CHECK(share >= 0.0);
      CHECK(share <= 1.0);
    }
    CHECK(one.responders < 12.0);
    CHECK(one.log_likelihood == two.log_likelihood);
    CHECK(one.as_published == two.as_published);
  }
}
