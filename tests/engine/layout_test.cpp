// What a plan does not use takes no room in a block, and what it does not use changes nothing.
#include <doctest/doctest.h>

#include "engine/block.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

using namespace tachy;
using engine::ArmGroup;

namespace {

regimen::Experiment without_memory() {
  auto e = tests::many_regimes(500);
  e.plan.arms = 3;
  e.plan.arm[2] = tests::arm_of({tests::six_infusions(), tests::maintenance(14)});
  return e;
}
// A rule that would have to hold at two visits, and never holds.
regimen::Experiment with_idle_memory() {
  auto e = without_memory();
  e.plan.arm[2].phase[1].rules = 1;
  e.plan.arm[2].phase[1].rule[0] = {
      .condition = regimen::Condition::score_at_most, .threshold = -1.0f, .visits_in_a_row = 2, .stop = true};
  return e;
}

}  // namespace

TEST_SUITE("engine/layout") {
  TEST_CASE("a plan without a rule that remembers takes less memory, and the results are the same bits") {
    const auto lean = without_memory(), full = with_idle_memory();
    const engine::Layout small = engine::layout_of(lean), large = engine::layout_of(full);
    CHECK_FALSE(small.has(ArmGroup::rule_memories));
    CHECK(large.has(ArmGroup::rule_memories));
    CHECK(large.columns() - small.columns() == 3 * kRowWords<regimen::RuleMemories<float>>);
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      CHECK(engine::run(lean, {.threads = 2, .instruction_set = name}) ==
            engine::run(full, {.threads = 2, .instruction_set = name}));
    }
  }

  TEST_CASE("a rule that acts at once needs no memory") {
    auto e = without_memory();
    e.plan.arm[1].phase[1].rules = 1;
    e.plan.arm[1].phase[1].rule[0] = {.condition = regimen::Condition::misuse_detected, .stop = true};
    CHECK_FALSE(engine::layout_of(e).has(ArmGroup::rule_memories));
  }

  TEST_CASE("there are as many columns of exposure as dose forms") {
    auto e = without_memory();
    const std::uint32_t before = engine::layout_of(e).columns();
    e.plan.dose_forms += 2;
    CHECK(engine::layout_of(e).columns() == before + 4);
  }

  TEST_CASE("what passed the opioid gate is kept where naltrexone takes something away, and nowhere else") {
    auto e = without_memory();
    e.parameters.opioid_share = 0.5f;
    for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
      for (regimen::Phase& phase : e.plan.arm[arm].phase) phase.naltrexone_mg = 0.0f;
    CHECK_FALSE(engine::layout_of(e).has(ArmGroup::passed));
    e.plan.arm[0].phase[0].naltrexone_mg = 50.0f;
    CHECK(engine::layout_of(e).has(ArmGroup::passed));
    e.parameters.opioid_share = 0.0f;
    CHECK_FALSE(engine::layout_of(e).has(ArmGroup::passed));
  }

  TEST_CASE("no group overlaps the next") {
    auto e = with_idle_memory();
    e.strata.by_sex = true;  // so that every group is there
    e.parameters.opioid_share = 0.5f;
    e.plan.arm[0].phase[0].naltrexone_mg = 50.0f;
    const engine::Layout layout = engine::layout_of(e);
    for (std::uint32_t group = 0; group < engine::kSharedGroups; ++group)
      CHECK(layout.shared[group] < layout.shared[group + 1]);
    for (std::uint32_t group = 0; group < engine::kArmGroups; ++group)
      CHECK(layout.arm[group] < layout.arm[group + 1]);
  }
}
