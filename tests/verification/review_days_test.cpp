// Weekly shares are unbiased: the days on which patients are reviewed are shared evenly, however few they
// are.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "verification/worlds.hpp"

using namespace tachy;

namespace {

// Treatment is over with the dose of day 10, in the middle of the second week, or later where visits are
// missed.
regimen::Experiment ends_midweek(std::uint32_t patients, float p_missed) {
  auto e = tests::quiet_world(patients, 14);
  regimen::Phase phase = tests::every(10);
  phase.doses = 2;
  e.plan.arm[0].phases = 1;
  e.plan.arm[0].phase[0] = phase;
  e.plan.attendance.p_missed = p_missed;
  e.plan.attendance.rebook_tries = 1;
  e.plan.attendance.rebook_days = 2;
  return e;
}

std::int64_t treated_in_second_week(const regimen::Experiment& e) {
  const engine::Tallies t = engine::run(e, {.threads = 1});
  return t.at(0, 1, model::Weekly::remission_treated) + t.at(0, 1, model::Weekly::response_treated) +
         t.at(0, 1, model::Weekly::symptomatic_treated);
}

}  // namespace

TEST_SUITE("verification/review days") {
  TEST_CASE("the days of a week are shared evenly by any number of patients") {
    for (std::uint32_t week = 0; week < 9; ++week)
      for (std::uint32_t patients = 1; patients < 250; ++patients) {
        std::array<std::uint32_t, 7> reviewed{};
        for (std::uint32_t patient = 0; patient < patients; ++patient)
          ++reviewed[day::review_day(patient, week, 63) - 7 * week];
        const auto [fewest, most] = std::minmax_element(reviewed.begin(), reviewed.end());
        CHECK(*most - *fewest <= 1);
      }
  }

  TEST_CASE("the share in treatment in the week in which it ends is right for any number of patients") {
    for (const std::uint32_t patients : {5u, 16u, 50u, 100u, 101u, 112u, 500u, 1000u}) {
      CAPTURE(patients);
      const auto seen = static_cast<double>(treated_in_second_week(ends_midweek(patients, 0.0f)));
      // Those reviewed on days 7, 8 and 9; the last few, no whole week of them, may all be among them, or
      // none.
      CHECK(std::abs(seen - patients * 3.0 / 7.0) < 1.75);
    }
  }

  TEST_CASE("a hundred patients show, on average over seeds, the share that seventy thousand show") {
    constexpr std::uint32_t kSeeds = 200, kFew = 100, kMany = 70000;
    const double truth = static_cast<double>(treated_in_second_week(ends_midweek(kMany, 0.3f))) / kMany;
    CHECK(truth > 0.5);
    std::int64_t treated = 0;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
      auto e = ends_midweek(kFew, 0.3f);
      e.seed = seed;
      treated += treated_in_second_week(e);
    }
    const double patients = kSeeds * kFew,
                 variance = truth * (1.0 - truth) * (patients + patients * patients / kMany);
    const double z = tests::z_of(static_cast<double>(treated), patients * truth, variance);
    CHECK_MESSAGE(std::abs(z) < tests::kLimit,
                  tests::z_message("treated", static_cast<double>(treated), patients * truth, z));
  }
}
