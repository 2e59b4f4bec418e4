// Nobody is lost and nobody is counted twice.
#include <doctest/doctest.h>

#include "engine/plans.hpp"
#include "verification/worlds.hpp"

using namespace tachy;
using model::SlowHarm;
using model::Total;
using model::Weekly;

TEST_SUITE("verification/conservation") {
  TEST_CASE("in every arm and week the living and the dead add up to the enrolled") {
    auto e = tests::many_regimes(3000);
    e.parameters.suicides_per_year = 0.1f;
    const engine::Tallies t = engine::run(e, {.threads = 1});
    REQUIRE(t.enrolled > 2900);
    for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
      std::int64_t dead = 0;
      for (std::uint32_t week = 0; week < t.periods; ++week) {
        const auto n = [&](Weekly m) { return t.at(arm, week, m); };
        dead += n(weekly_of(SlowHarm::suicide)) + n(weekly_of(SlowHarm::other_death));
        const std::int64_t in_treatment =
            n(Weekly::remission_treated) + n(Weekly::response_treated) + n(Weekly::symptomatic_treated);
        const std::int64_t out_of_treatment =
            n(Weekly::remission_untreated) + n(Weekly::response_untreated) + n(Weekly::symptomatic_untreated);
        CHECK(in_treatment + out_of_treatment + dead == t.enrolled);
        CHECK(in_treatment + out_of_treatment == n(Weekly::alive));
        CHECK(n(Weekly::misuse) + n(Weekly::use_disorder) + n(Weekly::use_disorder_remission) <=
              n(Weekly::alive));
        CHECK(n(weekly_of(SlowHarm::use_disorder)) <= n(weekly_of(SlowHarm::misuse)));
        for (const model::SessionEventRow& row : model::kSessionEventTable)
          CHECK(n(weekly_of(row.event)) <= n(Weekly::sessions));
      }
      CHECK(dead == t.at(arm, Total::died).sum);
      CHECK(dead > 100);
    }
  }

  TEST_CASE("what is counted week by week adds up to what is counted patient by patient") {
    const engine::Tallies t = engine::run(tests::many_regimes(2000), {.threads = 1});
    std::vector<std::pair<Weekly, Total>> same = {
        {Weekly::sessions, Total::sessions}, {weekly_of(SlowHarm::suicide_attempt), Total::suicide_attempts}};
    for (const model::SessionEventRow& row : model::kSessionEventTable)
      same.emplace_back(weekly_of(row.event), total_of(row.event));
    for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
      for (const auto& [weekly, total] : same) {
        std::int64_t sum = 0;
        for (std::uint32_t week = 0; week < t.periods; ++week) sum += t.at(arm, week, weekly);
        CHECK(sum == t.at(arm, total).sum);
      }
      const std::uint32_t last = t.periods - 1;
      for (std::uint32_t h = 0; h < model::kLastingHarms; ++h) {
        const auto harm = static_cast<SlowHarm>(h);
        CHECK(t.at(arm, last, weekly_of(harm)) == t.at(arm, total_of_lasting(harm)).sum);
      }
    }
  }
}
