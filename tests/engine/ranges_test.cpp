// A population may be lived in pieces: ranges of patients, ranges of days, with or without threads.
#include <doctest/doctest.h>

#include <vector>

#include "engine/live_patients.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"
#include "engine/totals.hpp"

using namespace tachy;
using engine::PatientRange;

namespace {

template <class Check>
void on_every_instruction_set(const Check& check) {
  for (const std::string_view name : engine::instruction_sets()) {
    CAPTURE(name);
    check(*engine::find_kernel(name));
  }
}

engine::Tallies run_range(const regimen::Experiment& e, PatientRange range, const engine::Execution& how) {
  return engine::run_from({}, e, range, how).tallies;
}

// One block; its days are lived from each of these to the next.
engine::Tallies live_in_parts(const regimen::Experiment& e, const engine::Kernel& kernel,
                              const std::vector<std::uint32_t>& days) {
  const day::Setup setup = day::set_up(e);
  engine::Tallies tallies(e.plan.arms, setup.periods);
  engine::BlockMemory memory(e, e.patients);
  const engine::Block block = memory.block_of({0, e.patients});
  engine::fill_persons(e, setup.keys, block, tallies);
  for (std::size_t part = 0; part + 1 < days.size(); ++part)
    kernel.live_days(setup, block, engine::counts_of(tallies), days[part], days[part + 1]);
  engine::add_totals(block, e, tallies);
  return tallies;
}

}  // namespace

TEST_SUITE("engine/ranges") {
  TEST_CASE("two ranges of patients add up to the range of both on every instruction set") {
    const auto e = tests::many_regimes(700);
    on_every_instruction_set([&](const engine::Kernel& kernel) {
      const engine::Execution how{.threads = 2, .patients_per_block = 128, .instruction_set = kernel.name};
      engine::Tallies sum = run_range(e, {0, 203}, how);
      sum.add(run_range(e, {203, 497}, how));
      CHECK(sum == engine::run(e, how));
    });
  }

  TEST_CASE("days lived in several parts are the same days on every instruction set") {
    auto e = tests::many_regimes(200);
    for (std::uint32_t arm = 1; arm < e.plan.arms; ++arm)  // so that arms share their first days
      e.plan.arm[arm].stage[0] = e.plan.arm[0].stage[0];
    on_every_instruction_set([&](const engine::Kernel& kernel) {
      const auto whole = live_in_parts(e, kernel, {0, 364});
      CHECK(live_in_parts(e, kernel, {0, 1, 2, 11, 100, 101, 363, 364}) == whole);
      CHECK(whole.at(1, model::Total::sessions).sum > 0);
    });
  }

  TEST_CASE("the serial loop counts what the parallel one counts on every instruction set") {
    const auto e = tests::many_regimes(1003);
    const day::Setup setup = day::set_up(e);
    on_every_instruction_set([&](const engine::Kernel& kernel) {
      engine::Tallies serial(e.plan.arms, setup.periods);
      engine::BlockMemory memory(e, 192);
      engine::live_patients(setup, kernel, memory, {0, 401}, serial);
      engine::live_patients(setup, kernel, memory, {401, 602}, serial);
      CHECK(serial == engine::run(e, {.threads = 2, .instruction_set = kernel.name}));
    });
  }

  TEST_CASE("a range of patients whom the experiment does not have is refused") {
    const auto e = tests::many_regimes(700);
    CHECK_THROWS_WITH(run_range(e, {640, 61}, {}), "the experiment has no patients beyond its last");
    CHECK_THROWS_WITH(run_range(e, {704, 0}, {}), "the experiment has no patients beyond its last");
  }

  TEST_CASE("going on with patients of another range, or counted in other arms, is refused") {
    const auto e = tests::many_regimes(700);
    const engine::Finished others{{16, 64}, engine::Tallies(e.plan.arms, 52)};
    CHECK_THROWS_WITH(engine::run_from(others, e, {0, 700}, {}),
                      "the patients who are finished are not the first of those wanted");
    const engine::Finished fewer_arms{{0, 64}, engine::Tallies(1, 52)};
    CHECK_THROWS_WITH(
        engine::run_from(fewer_arms, e, {0, 700}, {}),
        "the patients who are finished were counted in other arms, periods, strata or misuse clocks");
  }
}
