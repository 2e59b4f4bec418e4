// How a run is carried out never changes a number of its result.
#include <doctest/doctest.h>

#include "engine/parallel.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"
#include "sanitized.hpp"

using namespace tachy;

namespace {
engine::Tallies run_with(const regimen::Experiment& e, int threads, std::uint32_t block,
                         std::string_view instruction_set = "") {
  return engine::run(e,
                     {.threads = threads, .patients_per_block = block, .instruction_set = instruction_set});
}
}  // namespace

TEST_SUITE("engine/invariance") {
  TEST_CASE("the number of threads does not change the result") {
    const engine::ThreadLimit limit(7);
    const auto e = tests::many_regimes(1500);
    const auto expected = run_with(e, 1, 256);
    for (const int threads : {2, 3, 7}) {
      CAPTURE(threads);
      CHECK(run_with(e, threads, 256) == expected);
    }
  }

  TEST_CASE("the size of a block does not change the result") {
    const auto e = tests::many_regimes(tests::fewer_if_sanitized(5000u, 500u));
    const auto expected = run_with(e, 2, 256);
    for (const std::uint32_t block : {1u, 100u, 112u, 127u, 448u, 4032u}) {
      CAPTURE(block);
      CHECK(run_with(e, 2, block) == expected);
    }
  }

  TEST_CASE("every instruction set of this machine gives the same result as one lane") {
    const auto e = tests::many_regimes(1003);  // not a multiple of any number of lanes
    const auto expected = run_with(e, 2, 256, "one_lane");
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      CHECK(run_with(e, 2, 256, name) == expected);
    }
  }

  TEST_CASE("running twice gives the same result, another seed another one") {
    auto e = tests::many_regimes(200);
    const auto first = run_with(e, 2, 64);
    CHECK(run_with(e, 2, 64) == first);
    e.seed += 1;
    CHECK_FALSE(run_with(e, 2, 64) == first);
  }

  TEST_CASE("a replicate is another population from the same seed") {
    auto e = tests::many_regimes(200);
    const auto first = run_with(e, 2, 64);
    e.replicate = 1;
    CHECK_FALSE(run_with(e, 2, 64) == first);
  }

  TEST_CASE("the first patients are the same whatever the size of the population") {
    auto e = tests::many_regimes(256);
    const auto alone = run_with(e, 1, 256);
    e.patients = 512;
    const auto both = run_with(e, 1, 256);
    CHECK(alone.enrolled == 256);
    CHECK(both.enrolled == 512);
    CHECK(both.at(0, model::Total::sessions).sum > alone.at(0, model::Total::sessions).sum);
    auto rest = both;  // what the second block added is a plain sum
    rest.add(alone);
    CHECK(rest.enrolled == 768);
  }

  TEST_CASE("an instruction set nobody has is refused by name") {
    CHECK_THROWS_WITH(run_with(tests::many_regimes(64), 1, 64, "mmx"),
                      "this machine has no instruction set called 'mmx'");
  }

  TEST_CASE("one patient, a horizon of one day, and a horizon that is not whole weeks run") {
    for (const std::uint32_t days : {1u, 6u, 7u, 10u}) {
      auto e = tests::many_regimes(1);
      e.horizon_days = days;
      const auto t = run_with(e, 1, 64);
      CHECK(t.enrolled == 1);
      CHECK(t.periods == (days + 6) / 7);
      CHECK(t.at(0, 0, model::Weekly::alive) == 1);
    }
  }

  TEST_CASE("nobody eligible gives empty tallies") {
    auto e = tests::many_regimes(100);
    e.eligibility.min_baseline_hamd17 = 60.0f;
    const auto t = run_with(e, 1, 64);
    CHECK(t.enrolled == 0);
    CHECK(t.not_enrolled == 100);
    CHECK(t.candidates_screened == 100 * model::kCandidates);
    for (const std::int64_t count : t.weekly) CHECK(count == 0);
  }
}
