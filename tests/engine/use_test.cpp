// What was used up, which money is counted by: the block walk counts what the visits of each patient used.
#include <doctest/doctest.h>

#include <vector>

#include "day/one_patient.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

namespace tachy {

using model::Weekly;

namespace {

constexpr std::uint32_t kUsers = 300;

struct Used {
  std::int64_t visits = 0, sessions = 0, supervised = 0, mg_in_16ths = 0;
};

std::vector<Used> used_one_by_one(const regimen::Experiment& e) {
  const day::Setup setup = day::set_up(e);
  std::vector<Used> used(e.plan.arms);
  const day::Watcher watch = [&](const day::DayNote& note) {
    if (!note.visit) return;
    Used& arm = used[note.arm];
    arm.visits += any(note.visit->came);
    arm.sessions += any(note.visit->given);
    arm.supervised += any(note.visit->supervised);
    arm.mg_in_16ths += truncate(note.visit->mg * 16.0f + 0.5f);
  };
  for (std::uint32_t patient = 0; patient < e.patients; ++patient)
    day::live_one_patient(setup, patient, watch);
  return used;
}

std::int64_t in_all(const engine::Tallies& t, std::uint32_t arm, Weekly what) {
  std::int64_t all = 0;
  for (std::uint32_t week = 0; week < t.periods; ++week) all += t.at(arm, week, what);
  return all;
}

}  // namespace

TEST_SUITE("engine/use") {
  TEST_CASE("visits, supervised sessions and milligrams are those of the patients, one by one") {
    auto e = tests::many_regimes(kUsers);
    e.plan.arm[0].stage[0].take_home_after_doses = 3;
    const std::vector<Used> expected = used_one_by_one(e);
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      const engine::Tallies t = engine::run(e, {.instruction_set = name});
      for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
        CAPTURE(arm);
        CHECK(in_all(t, arm, Weekly::visits) == expected[arm].visits);
        CHECK(in_all(t, arm, Weekly::sessions) == expected[arm].sessions);
        CHECK(in_all(t, arm, Weekly::supervised_sessions) == expected[arm].supervised);
        CHECK(in_all(t, arm, Weekly::infused_mg) +
                  in_all(t, arm, Weekly::spray_devices) * std::int64_t{28 * 16} ==
              expected[arm].mg_in_16ths);
      }
      CHECK(expected[0].supervised < expected[0].sessions);
      CHECK(expected[1].supervised == expected[1].sessions);
    }
  }

  TEST_CASE("a session is an infusion or takes devices, unless it is a placebo, which nobody pays for") {
    const auto e = tests::many_regimes(kUsers);
    const engine::Tallies t = engine::run(e, {});
    const auto of = [&](std::uint32_t arm, Weekly what) { return in_all(t, arm, what); };
    for (std::uint32_t arm = 0; arm < 5; ++arm) {  // infusions alone
      CHECK(of(arm, Weekly::infusions) == of(arm, Weekly::sessions));
      CHECK(of(arm, Weekly::spray_devices) == 0);
    }
    // Arm 5: infusions, then three devices at a time, then saline.
    const std::int64_t nasal = of(5, Weekly::spray_devices) / 3;
    CHECK(nasal > 0);
    CHECK(of(5, Weekly::infusions) + nasal < of(5, Weekly::sessions));
    for (std::uint32_t arm = 0; arm < t.arms; ++arm)
      CHECK(of(arm, Weekly::sessions) <= of(arm, Weekly::visits));
  }
}

}  // namespace tachy
