// A run may stop between batches of blocks and go on later.
#include <doctest/doctest.h>

#include "engine/parallel.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

using namespace tachy;

TEST_SUITE("engine/stopping") {
  TEST_CASE("a run stopped at every pause and gone on with, on other threads and blocks, counts the same") {
    const auto e = tests::many_regimes(5003);
    const auto expected = engine::run(e, {.threads = 1});
    const engine::ThreadLimit limit(3);
    engine::Finished finished;
    int stops = 0;
    while (finished.patients.count < e.patients) {
      const std::uint32_t before = finished.patients.count;
      engine::Execution execution;
      execution.threads = 1 + stops % 3;
      execution.patients_per_block = stops % 2 == 0 ? 64 : 128;
      execution.go_on = [](const engine::Finished&) { return false; };
      finished = engine::run_from(finished, e, {0, e.patients}, execution);
      CHECK(finished.patients.count > before);
      ++stops;
    }
    CHECK(stops > 2);
    CHECK(finished.patients.count == e.patients);
    CHECK(finished.tallies == expected);
  }

  TEST_CASE("what a pause is shown is what the patients before it give alone") {
    auto e = tests::many_regimes(3000);
    engine::Finished shown;
    engine::Execution execution{.threads = 2, .patients_per_block = 64};
    execution.go_on = [&](const engine::Finished& finished) {
      if (shown.patients.count == 0) shown = finished;
      return true;
    };
    const auto whole = engine::run_from({}, e, {0, e.patients}, execution);
    CHECK(whole.tallies == engine::run(e, {.threads = 2}));
    REQUIRE(shown.patients.count > 0);
    REQUIRE(shown.patients.count < 3000);
    e.patients = shown.patients.count;
    CHECK(shown.tallies == engine::run(e, {.threads = 2}));
  }
}
