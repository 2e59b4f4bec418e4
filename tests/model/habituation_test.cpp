#include "model/habituation.hpp"

#include <doctest/doctest.h>

#include "model/parameter_table.hpp"

using namespace tachy;
using namespace tachy::model;

TEST_SUITE("model/habituation") {
  TEST_CASE("each quantity halves after its own half-life and none moves another") {
    const auto p = default_parameters();
    const Habituation<float> h{0.8f, 0.6f, 0.4f, 1.0f, 40.0f};
    CHECK(fade(h, p, p.reward_tolerance_half_life_days).reward_tolerance == doctest::Approx(0.4f));
    CHECK(fade(h, p, p.craving_half_life_days).craving == doctest::Approx(0.3f));
    CHECK(fade(h, p, p.neuroadaptation_half_life_days).neuroadaptation == doctest::Approx(0.2f));
    CHECK(fade(h, p, p.dose_frequency_half_life_days).mg_per_week == doctest::Approx(20.0f));
    auto longer = p;
    longer.craving_half_life_days *= 2.0f;
    const auto a = fade(h, p, 10.0f), b = fade(h, longer, 10.0f);
    CHECK(b.craving > a.craving);
    CHECK(b.reward_tolerance == a.reward_tolerance);
    CHECK(b.neuroadaptation == a.neuroadaptation);
    CHECK(b.sessions_per_week == a.sessions_per_week);
  }

  TEST_CASE("doses drive each level towards 1 and never past it") {
    const auto p = default_parameters();
    Habituation<float> h{};
    for (int dose = 0; dose < 500; ++dose) {
      const auto next = after_dose(h, p, 2000.0f);
      CHECK(next.craving >= h.craving);
      for (const float level : {next.reward_tolerance, next.craving, next.neuroadaptation})
        CHECK(level <= 1.0f);
      h = next;
    }
    CHECK(h.craving > 0.99f);
  }

  TEST_CASE("the memory of doses settles at the rate at which they are taken") {
    const auto p = default_parameters();
    for (const int gap : {2, 7, 28}) {
      Habituation<float> h{};
      double sessions = 0.0, mg = 0.0;
      for (int day = 0; day < 1400; ++day) {
        h = fade(h, p, 1.0f);
        if (day % gap == 0) h = after_dose(h, p, 40.0f);
        if (day < 560) continue;  // averaged over whole gaps once settled; a day's fading counts half
        sessions += static_cast<double>(h.sessions_per_week) / 840.0;
        mg += static_cast<double>(h.mg_per_week) / 840.0;
      }
      const double half_a_day = 1.0 + 0.5 * static_cast<double>(kLn2 / p.dose_frequency_half_life_days);
      CHECK(sessions == doctest::Approx(7.0 / gap * half_a_day).epsilon(0.002));
      CHECK(mg == doctest::Approx(40.0 * sessions).epsilon(0.001));
    }
  }
}
