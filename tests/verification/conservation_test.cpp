// Nobody is lost and nobody is counted twice.
#include <doctest/doctest.h>

#include "engine/plans.hpp"
#include "verification/worlds.hpp"

using namespace tachy;
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
      for (std::uint32_t week = 0; week < t.weeks; ++week) {
        const auto n = [&](Weekly m) { return t.at(arm, week, m); };
        dead += n(Weekly::suicides) + n(Weekly::other_deaths);
        const std::int64_t in_treatment =
            n(Weekly::remission_treated) + n(Weekly::response_treated) + n(Weekly::symptomatic_treated);
        const std::int64_t out_of_treatment =
            n(Weekly::remission_untreated) + n(Weekly::response_untreated) + n(Weekly::symptomatic_untreated);
        CHECK(in_treatment + out_of_treatment + dead == t.enrolled);
        CHECK(in_treatment + out_of_treatment == n(Weekly::alive));
        CHECK(n(Weekly::misuse) + n(Weekly::use_disorder) + n(Weekly::use_disorder_remission) <=
              n(Weekly::alive));
        CHECK(n(Weekly::use_disorder_ever) <= n(Weekly::misuse_ever));
        for (const Weekly harm : {Weekly::dissociation, Weekly::sedation, Weekly::nausea, Weekly::dizziness})
          CHECK(n(harm) <= n(Weekly::sessions));
      }
      CHECK(dead == t.at(arm, Total::died).sum);
      CHECK(dead > 100);
    }
  }

  TEST_CASE("what is counted week by week adds up to what is counted patient by patient") {
    const engine::Tallies t = engine::run(tests::many_regimes(2000), {.threads = 1});
    constexpr std::pair<Weekly, Total> kSame[] = {
        {Weekly::sessions, Total::sessions},         {Weekly::dissociation, Total::dissociation},
        {Weekly::sedation, Total::sedation},         {Weekly::nausea, Total::nausea},
        {Weekly::dizziness, Total::dizziness},       {Weekly::systolic_rise_40, Total::systolic_rise_40},
        {Weekly::systolic_180, Total::systolic_180}, {Weekly::suicide_attempts, Total::suicide_attempts}};
    for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
      for (const auto& [weekly, total] : kSame) {
        std::int64_t sum = 0;
        for (std::uint32_t week = 0; week < t.weeks; ++week) sum += t.at(arm, week, weekly);
        CHECK(sum == t.at(arm, total).sum);
      }
      const std::uint32_t last = t.weeks - 1;
      CHECK(t.at(arm, last, Weekly::misuse_ever) == t.at(arm, Total::misuse_ever).sum);
      CHECK(t.at(arm, last, Weekly::urinary_ever) == t.at(arm, Total::urinary_ever).sum);
    }
  }
}
