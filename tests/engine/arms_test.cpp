// Arms are paired: the same patients, the same luck, and no arm knows of another.
#include <doctest/doctest.h>

#include <algorithm>

#include "engine/plans.hpp"
#include "day/one_patient.hpp"
#include "engine/run.hpp"

using namespace tachy;
using model::Weekly;

namespace {
engine::Tallies run(const regimen::Experiment& e) { return engine::run(e, {.threads = 2}); }

bool same_weeks(const engine::Tallies& a, std::uint32_t arm_a, const engine::Tallies& b,
                std::uint32_t arm_b) {
  for (std::uint32_t week = 0; week < a.periods; ++week)
    for (std::uint32_t m = 0; m < model::kWeeklyCount; ++m)
      if (a.at(arm_a, week, static_cast<Weekly>(m)) != b.at(arm_b, week, static_cast<Weekly>(m)))
        return false;
  return true;
}
}  // namespace

TEST_SUITE("engine/arms") {
  TEST_CASE("leaving out, adding or reordering arms changes no other arm") {
    const auto all = tests::many_regimes(1000);
    const auto expected = run(all);
    auto some = all;
    some.plan.arms = 2;
    some.plan.arm[0] = all.plan.arm[4];
    some.plan.arm[1] = all.plan.arm[1];
    const auto found = run(some);
    CHECK(same_weeks(found, 0, expected, 4));
    CHECK(same_weeks(found, 1, expected, 1));
  }

  TEST_CASE("an arm counts the same alone as beside arms that share its first days, or all of its days") {
    for (const std::uint32_t horizon : {10u, 140u}) {
      auto all = tests::many_regimes(600);
      all.horizon_days = horizon;
      for (std::uint32_t arm = 1; arm < all.plan.arms; ++arm)
        all.plan.arm[arm].stage[0] = all.plan.arm[0].stage[0];
      const auto together = run(all);
      for (std::uint32_t arm = 0; arm < all.plan.arms; ++arm) {
        auto alone = all;
        alone.plan.arms = 1;
        alone.plan.arm[0] = all.plan.arm[arm];
        alone.reference_arm = 0;
        const auto found = run(alone);
        CAPTURE(arm);
        CHECK(same_weeks(found, 0, together, arm));
        for (const auto& row : model::total_table())
          CHECK(found.at(0, row.total).sum_squares == together.at(arm, row.total).sum_squares);
      }
    }
  }

  TEST_CASE("two arms with the same plan are the same patient by patient") {
    auto e = tests::many_regimes(500);
    e.plan.arms = 2;
    e.plan.arm[0] = e.plan.arm[4];
    e.plan.arm[1] = e.plan.arm[4];
    const auto t = run(e);
    CHECK(same_weeks(t, 0, t, 1));
    for (const auto& row : model::total_table()) {
      const auto& tally = t.at(1, row.total);
      CHECK(tally.difference_sum_squares == 0);
      CHECK(tally.higher == 0);
      CHECK(tally.lower == 0);
    }
  }

  TEST_CASE("arms are identical until the policy first treats a patient differently") {
    // All arms give the same six infusions; the first maintenance visit is on day 18.
    auto e = tests::many_regimes(1000);
    for (std::uint32_t arm = 1; arm < e.plan.arms; ++arm) e.plan.arm[arm].stage[0] = e.plan.arm[0].stage[0];
    e.plan.attendance.p_late = 0.0f;
    e.plan.attendance.rebook_tries = 0;
    e.horizon_days = 14;
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 200; ++patient) {
      const auto life = day::live_one_patient(setup, patient);
      for (std::uint32_t arm = 1; arm < e.plan.arms; ++arm) {
        CHECK(life.arms[arm].carried.benefit.fast == life.arms[0].carried.benefit.fast);
        CHECK(life.arms[arm].record.hamd17_sum == life.arms[0].record.hamd17_sum);
        CHECK(life.arms[arm].record.sessions == life.arms[0].record.sessions);
        CHECK(life.arms[arm].clocks.misuse_hazard == life.arms[0].clocks.misuse_hazard);
      }
    }
  }

  TEST_CASE("a policy that begins on a day changes nothing before that day") {
    auto e = tests::many_regimes(1000);
    e.plan.arms = 2;
    e.plan.arm[0] = e.plan.arm[1];
    e.plan.arm[1].stages = 2;
    e.plan.arm[1].stage[1] = {.from_day = 140, .max_doses_per_year = 10, .take_home_after_doses = 0};
    const auto t = run(e);
    const auto same = [&](std::uint32_t week) {
      for (std::uint32_t m = 0; m < model::kWeeklyCount; ++m)
        if (t.at(0, week, static_cast<Weekly>(m)) != t.at(1, week, static_cast<Weekly>(m))) return false;
      return true;
    };
    for (std::uint32_t week = 0; week < 20; ++week) CHECK(same(week));
    CHECK_FALSE(same(20));
  }

  TEST_CASE("paired differences are those of the sums, and the reference arm has none") {
    const auto t = run(tests::many_regimes(1000));
    for (const auto& row : model::total_table()) {
      const auto& reference = t.at(0, row.total);
      CHECK(reference.difference_sum == 0);
      for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
        const auto& tally = t.at(arm, row.total);
        CHECK(tally.difference_sum == tally.sum - reference.sum);
        CHECK(tally.higher + tally.lower <= t.enrolled);
      }
    }
  }

  TEST_CASE("weekly events add up to the totals of the patients") {
    const auto t = run(tests::many_regimes(1000));
    std::vector<std::pair<Weekly, model::Total>> pairs = {
        {Weekly::sessions, model::Total::sessions},
        {weekly_of(model::SlowHarm::suicide_attempt), model::Total::suicide_attempts}};
    for (const model::SessionEventRow& row : model::kSessionEventTable)
      pairs.emplace_back(weekly_of(row.event), total_of(row.event));
    for (std::uint32_t arm = 0; arm < t.arms; ++arm)
      for (const auto& [weekly, total] : pairs) {
        std::int64_t sum = 0;
        for (std::uint32_t week = 0; week < t.periods; ++week) sum += t.at(arm, week, weekly);
        CHECK(sum == t.at(arm, total).sum);
        CHECK(sum > 0);
      }
  }
}
