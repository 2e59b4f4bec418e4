// The block walk gives, bit for bit, what the one-patient walk gives.
#include <doctest/doctest.h>

#include <cstring>
#include <utility>

#include "engine/live_patients.hpp"
#include "engine/plans.hpp"
#include "day/one_patient.hpp"
#include "engine/totals.hpp"

using namespace tachy;
using engine::ArmGroup;

namespace {

struct LivedBlock {
  engine::BlockMemory memory;
  engine::Block block;
  engine::Tallies tallies;
};

LivedBlock live_block(const regimen::Experiment& e, const day::Setup& setup, const engine::Kernel& kernel,
                      std::uint32_t first, std::uint32_t count) {
  engine::BlockMemory memory(e, count);
  const engine::Block block = memory.block_of({first, count});
  LivedBlock lived{std::move(memory), block, engine::Tallies(e.plan.arms, setup.periods)};
  engine::fill_persons(e, setup.keys, lived.block, lived.tallies);
  kernel.live_days(setup, lived.block, engine::counts_of(lived.tallies), 0, setup.days);
  return lived;
}

template <class S>
bool same_bits(const S& found, const S& expected) {
  return std::memcmp(&found, &expected, sizeof(S)) == 0;
}

void compare(const regimen::Experiment& e, const engine::Kernel& kernel) {
  const auto setup = day::set_up(e);
  const std::uint32_t first = 4099, count = 150;  // no multiples of seven or of lanes
  const auto lived = live_block(e, setup, kernel, first, count);
  const engine::Block& block = lived.block;
  std::uint32_t compared = 0;
  block.for_each_patient([&](std::uint32_t row, std::uint32_t patient) {
    CAPTURE(patient);
    ++compared;
    const auto life = day::live_one_patient(setup, patient);
    const engine::Rows at{row};
    CHECK(same_bits(engine::read_shared<float>(block, at).traits, life.traits));
    for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
      CAPTURE(arm);
      const day::ArmLife& expected = life.arms[arm];
      std::uint32_t* rules = block.column(arm, ArmGroup::rule_memories);
      std::uint32_t* clocks = block.column(arm, ArmGroup::event_clocks);
      const auto row_of_arm = engine::read_arm<float>(block, arm, at);
      CHECK(same_bits(row_of_arm.carried, expected.carried));
      CHECK(same_bits(engine::read_group<float, model::EventClocks<float>>(block, clocks, at),
                      expected.clocks));
      CHECK(same_bits(row_of_arm.clinic, expected.clinic));
      CHECK(same_bits(read_rows<float, regimen::RuleMemories<float>>(rules, at), expected.rules));
      CHECK(same_bits(engine::read_record<float>(block, arm, at), expected.record));
    }
  });
  CHECK(compared == count);
}

}  // namespace

TEST_SUITE("day/one_patient") {
  TEST_CASE("a block walk on any instruction set equals the one-patient walk bit for bit") {
    for (const engine::Kernel& kernel : engine::kernels()) {
      if (!kernel.supported()) continue;
      CAPTURE(kernel.name);
      compare(tests::many_regimes(1), kernel);
    }
  }

  TEST_CASE("so it does when many visits are missed, late and rebooked") {
    auto e = tests::many_regimes(1);
    e.plan.attendance = {.p_missed = 0.4f,
                         .p_late = 0.4f,
                         .late_days_max = 3,
                         .rebook_days = 2,
                         .rebook_tries = 2,
                         .catch_up = regimen::CatchUp::extend};
    compare(e, engine::kernels().front().supported() ? engine::kernels().front() : engine::kernels().back());
  }

  TEST_CASE("so it does when late and missed doses move what follows, and many leave") {
    auto e = tests::many_regimes(1);
    e.plan.attendance = {.p_missed = 0.3f,
                         .p_late = 0.4f,
                         .late_days_max = 9,
                         .rebook_days = 14,
                         .rebook_tries = 1,
                         .catch_up = regimen::CatchUp::shift,
                         .leaving_ratio = 5.5f};
    compare(e, engine::kernels().front().supported() ? engine::kernels().front() : engine::kernels().back());
  }

  TEST_CASE(
      "the walks of this test are eventful: misuse, disorder, attempts, deaths and relapses all occur") {
    const auto e = tests::many_regimes(1);
    const auto setup = day::set_up(e);
    std::uint32_t ever = 0, attempts = 0;
    for (std::uint32_t patient = 4096; patient < 4096 + 150; ++patient)
      for (const auto& arm : day::live_one_patient(setup, patient).arms) {
        ever |= arm.record.ever;
        attempts += arm.record.suicide_attempts;
      }
    CHECK((ever & model::mark_of(model::SlowHarm::misuse)) != 0);
    CHECK((ever & model::mark_of(model::SlowHarm::use_disorder)) != 0);
    CHECK((ever & model::kEverRelapsed) != 0);
    CHECK((ever & model::kDied) != 0);
    CHECK(attempts > 0);
  }
}
