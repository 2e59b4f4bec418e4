#include "model/response.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "model/parameter_table.hpp"

using namespace tachy;
using namespace tachy::model;

namespace {

ResponseTraits<float> typical() {
  return {28.8f, 0.83f, 0.33f, kLn2 / 4.7f, kLn2 / 107.0f, 1.0f, 0.55f, 0.2f};
}

Parameters sessions_saturate() {
  auto p = default_parameters();
  p.sessions_add_up = 0.0f;
  return p;
}
Parameters sessions_add_up() {
  auto p = default_parameters();
  p.sessions_add_up = 1.0f;
  return p;
}
Parameters sessions_add_up_in_a_hyperbola() {
  auto p = sessions_add_up();
  p.benefit_is_sigmoid = 0.0f;
  return p;
}
constexpr SessionExpectancy kNoExpectancy{0.0f, 0.0f};

struct TwoPools {
  double a, b;
};
// dA/dt = -k_fast A, dB/dt = c A - k_slow B by the classical fourth-order Runge-Kutta method.
TwoPools integrate(TwoPools x, double k_fast, double k_slow, double c, double days) {
  const int steps = 2000;
  const double h = days / steps;
  const auto slope = [&](TwoPools y) { return TwoPools{-k_fast * y.a, c * y.a - k_slow * y.b}; };
  const auto moved = [](TwoPools y, TwoPools by, double t) {
    return TwoPools{y.a + t * by.a, y.b + t * by.b};
  };
  for (int i = 0; i < steps; ++i) {
    const TwoPools k1 = slope(x), k2 = slope(moved(x, k1, h / 2)), k3 = slope(moved(x, k2, h / 2)),
                   k4 = slope(moved(x, k3, h));
    x.a += h / 6 * (k1.a + 2 * k2.a + 2 * k3.a + k4.a);
    x.b += h / 6 * (k1.b + 2 * k2.b + 2 * k3.b + k4.b);
  }
  return x;
}

}  // namespace

TEST_SUITE("model/response") {
  TEST_CASE("the closed form of fading is the solution of the two differential equations") {
    auto p = default_parameters();
    for (const float fast_half_life : {2.0f, 4.7f, 12.0f})
      for (const float slow_share : {0.01f, 0.1f, 0.5f})  // of the fast rate; never more (patient.hpp)
        for (const float consolidation : {0.0f, 0.036f, 0.1f})
          for (const float days : {0.0f, 0.5f, 1.0f, 7.0f, 28.0f, 90.0f}) {
            p.consolidation_per_day = consolidation;
            auto t = typical();
            t.fast_fading_per_day = kLn2 / fast_half_life;
            t.slow_fading_per_day = slow_share * t.fast_fading_per_day;
            const auto left = fade({0.6f, 0.2f, 0.0f, 0.0f, 0.0f}, t, p, days);
            const double k_fast = static_cast<double>(t.fast_fading_per_day);
            const double written = std::min(static_cast<double>(consolidation), k_fast);
            const auto exact = integrate({0.6f, 0.2f}, k_fast, static_cast<double>(t.slow_fading_per_day),
                                         written, static_cast<double>(days));
            CAPTURE(days);
            CHECK(std::abs(static_cast<double>(left.fast) - exact.a) < 1e-6);
            CHECK(std::abs(static_cast<double>(left.consolidated) - exact.b) < 1e-6);
          }
  }

  TEST_CASE("without a dose the sum of fast and consolidated benefit never grows") {
    auto p = default_parameters();
    p.consolidation_per_day = 0.1f;
    auto t = typical();
    t.fast_fading_per_day = 0.05f;
    t.slow_fading_per_day = 0.001f;
    float before = 0.8f;
    for (int day = 1; day <= 60; ++day) {
      const auto left = fade({0.6f, 0.2f, 0.0f, 0.0f, 0.0f}, t, p, static_cast<float>(day));
      CHECK(left.fast + left.consolidated <= before + 1e-6f);
      before = left.fast + left.consolidated;
    }
  }

  TEST_CASE("fading in two steps is fading in one") {
    const auto p = default_parameters();
    const Benefit<float> start{0.6f, 0.2f, 0.3f, 0.1f, 0.4f};
    const auto once = fade(start, typical(), p, 21.0f);
    const auto twice = fade(fade(start, typical(), p, 8.0f), typical(), p, 13.0f);
    CHECK(twice.fast == doctest::Approx(once.fast).epsilon(1e-5));
    CHECK(twice.consolidated == doctest::Approx(once.consolidated).epsilon(1e-5));
    CHECK(twice.expectancy == doctest::Approx(once.expectancy).epsilon(1e-5));
    CHECK(twice.unblinding == doctest::Approx(once.unblinding).epsilon(1e-5));
    CHECK(twice.tolerance == doctest::Approx(once.tolerance).epsilon(1e-5));
  }

  TEST_CASE("the drive is 0 without drug, the same at C50 whatever the steepness, and rises with exposure") {
    for (auto p : {sessions_saturate(), sessions_add_up()}) {
      const float at_c50 = p.sessions_add_up > 0.0f ? 1.0f : 0.5f;
      for (const float hill : {0.5f, 1.0f, 2.0f, 4.0f}) {
        p.hill = hill;
        CHECK(session_drive(p, 0.0f, 0.33f) == 0.0f);
        CHECK(session_drive(p, 0.33f, 0.33f) == doctest::Approx(at_c50));
        float before = 0.0f;
        for (float exposure = 0.01f; exposure < 10.0f; exposure *= 1.5f) {
          const float drive = session_drive(p, exposure, 0.33f);
          CHECK(drive > before);
          before = drive;
        }
        if (p.sessions_add_up == 0.0f) CHECK(before < 1.0f);
      }
    }
  }

  TEST_CASE("sessions that add up bring the benefit towards the ceiling and never past it") {
    for (const auto& p : {sessions_add_up(), sessions_add_up_in_a_hyperbola()}) {
      const auto t = typical();
      Benefit<float> b{};
      for (int session = 0; session < 100; ++session) {
        const auto next = after_session(b, t, p, 3.0f, kNoExpectancy);
        CHECK(drug_benefit(next, t.effect_ceiling, p) > drug_benefit(b, t.effect_ceiling, p));
        CHECK(drug_benefit(next, t.effect_ceiling, p) < t.effect_ceiling);
        b = next;
      }
      CHECK(drug_benefit(b, t.effect_ceiling, p) == doctest::Approx(t.effect_ceiling).epsilon(0.01));
    }
  }

  TEST_CASE("a level of 1 is worth half of the ceiling, and one session at C50 makes it") {
    for (auto p : {sessions_add_up(), sessions_add_up_in_a_hyperbola()}) {
      p.hill = 2.0f;
      const auto t = typical();
      const float drive = session_drive(p, t.half_effect_exposure, t.half_effect_exposure);
      CHECK(drive == doctest::Approx(1.0f));
      CHECK(drug_benefit(after_session({}, t, p, drive, kNoExpectancy), t.effect_ceiling, p) ==
            doctest::Approx(0.5f * t.effect_ceiling));
    }
  }

  TEST_CASE("one session alone is worth the same whether the benefit is sigmoid or a hyperbola") {
    const auto t = typical();
    for (const float drive : {0.0f, 0.1f, 1.0f, 3.0f, 20.0f}) {
      const auto worth = [&](const Parameters& p) {
        return drug_benefit(after_session({}, t, p, drive, kNoExpectancy), t.effect_ceiling, p);
      };
      CHECK(worth(sessions_add_up()) == doctest::Approx(worth(sessions_add_up_in_a_hyperbola())));
    }
  }

  TEST_CASE(
      "where the benefit is sigmoid, what one session has consolidated hardly shows, what ten have does") {
    auto p = sessions_add_up();
    p.consolidation_per_day = 0.02f;
    const auto t = typical();
    Benefit<float> once = after_session({}, t, p, 1.5f, kNoExpectancy), often{};
    for (int session = 0; session < 10; ++session)
      often = fade(after_session(often, t, p, 1.5f, kNoExpectancy), t, p, 7.0f);
    once = fade(once, t, p, 35.0f);
    often = fade(often, t, p, 28.0f);  // five weeks after the last session, as the other
    CHECK(drug_benefit(once, t.effect_ceiling, p) < 0.03f * t.effect_ceiling);
    CHECK(drug_benefit(often, t.effect_ceiling, p) > 0.3f * t.effect_ceiling);
  }

  TEST_CASE("a dose four times as high lasts one fast half-life longer, where it hardly raises the peak") {
    auto p = sessions_add_up();
    p.hill = 1.0f;
    p.consolidation_per_day = 0.0f;
    const auto t = typical();
    const auto after = [&](float dose) {
      return after_session({}, t, p, session_drive(p, dose, t.half_effect_exposure), kNoExpectancy);
    };
    const auto benefit = [&](float dose, float days) {
      return drug_benefit(fade(after(dose), t, p, days), t.effect_ceiling, p);
    };
    for (const float days : {0.0f, 3.0f, 10.0f})
      CHECK(benefit(4.0f, days + 4.7f) == doctest::Approx(benefit(1.0f, days)));
    CHECK(benefit(4.0f, 0.0f) < 1.3f * benefit(1.0f, 0.0f));
    CHECK(benefit(4.0f, 10.0f) > 2.5f * benefit(1.0f, 10.0f));
  }

  TEST_CASE("sessions that saturate fill the ceiling and never pass it") {
    const auto p = sessions_saturate();
    const auto t = typical();
    Benefit<float> b{};
    for (int session = 0; session < 100; ++session) {
      const auto next = after_session(b, t, p, 0.75f, kNoExpectancy);
      CHECK(next.fast + next.consolidated >= b.fast + b.consolidated);
      CHECK(next.fast + next.consolidated <= t.effect_ceiling * 1.000001f);
      b = next;
    }
    CHECK(b.fast == doctest::Approx(t.effect_ceiling));
  }

  TEST_CASE(
      "tachyphylaxis at T50 halves what a session gains, builds with the drive and fades by half-lives") {
    auto p = sessions_saturate();
    p.antidepressant_tolerance_gain = 0.0f;
    const auto t = typical();
    const float fresh = after_session({}, t, p, 0.6f, kNoExpectancy).fast;
    const Benefit<float> tolerant{0.0f, 0.0f, 0.0f, 0.0f, p.antidepressant_tolerance_t50};
    CHECK(after_session(tolerant, t, p, 0.6f, kNoExpectancy).fast == doctest::Approx(0.5f * fresh));
    CHECK(after_session({}, t, p, 1.0f, kNoExpectancy).tolerance == 0.0f);
    p.antidepressant_tolerance_gain = 0.08f;
    CHECK(after_session({}, t, p, 1.0f, kNoExpectancy).tolerance == doctest::Approx(0.08f));
    CHECK(after_session({}, t, p, 0.5f, kNoExpectancy).tolerance == doctest::Approx(0.04f));
    CHECK(after_session({}, t, p, 0.0f, kNoExpectancy).tolerance == 0.0f);
    CHECK(fade(tolerant, t, p, p.antidepressant_tolerance_half_life_days).tolerance ==
          doctest::Approx(0.5f * tolerant.tolerance));
  }

  TEST_CASE("expectancy is renewed, not added up, scales with the patient and halves by its half-life") {
    const auto p = default_parameters();
    auto t = typical();
    t.placebo_responsiveness = 1.5f;
    const SessionExpectancy inert = expectancy_of_session(p, ExpectancyKind::saline, 1.0f);
    auto b = after_session({}, t, p, 0.0f, inert);
    CHECK(b.expectancy == doctest::Approx(1.5f * p.expectancy_saline));
    CHECK(b.unblinding == 0.0f);
    b = after_session(b, t, p, 0.0f, inert);
    CHECK(b.expectancy == doctest::Approx(1.5f * p.expectancy_saline));
    CHECK(fade(b, t, p, p.expectancy_half_life_days).expectancy == doctest::Approx(0.5f * b.expectancy));
    const Benefit<float> expectant{0.0f, 0.0f, 2.0f, 1.0f, 0.0f};  // a lesser session takes nothing away
    CHECK(after_session(expectant, t, p, 0.0f, inert).expectancy == 2.0f);
    CHECK(after_session(expectant, t, p, 0.0f, inert).unblinding == 1.0f);
  }

  TEST_CASE(
      "feeling the drug raises expectancy further, and that part wanes with the relief unless told to last") {
    auto p = default_parameters();
    p.expectancy_saline = 0.3f;
    p.expectancy_drug = 0.5f;
    const auto t = typical();
    const auto b = after_session({}, t, p, 0.0f, expectancy_of_session(p, ExpectancyKind::drug, 1.0f));
    CHECK(b.expectancy == doctest::Approx(0.3f));
    CHECK(b.unblinding == doctest::Approx(0.2f));
    CHECK(fade(b, t, p, 4.7f).unblinding == doctest::Approx(0.1f));
    CHECK(fade(b, t, p, 12.0f).expectancy > 3.0f * fade(b, t, p, 12.0f).unblinding);
    p.unblinding_wanes = 0.0f;
    CHECK(fade(b, t, p, p.expectancy_half_life_days).unblinding == doctest::Approx(0.1f));
  }

  TEST_CASE("a drug with a lower expectancy than an inert session adds nothing by being felt") {
    auto p = default_parameters();
    p.expectancy_saline = 0.3f;
    p.expectancy_drug = 0.2f;
    const SessionExpectancy expectancy = expectancy_of_session(p, ExpectancyKind::drug, 1.0f);
    CHECK(expectancy.of_any_session == 0.2f);
    CHECK(expectancy.of_feeling_it == 0.0f);
  }

  TEST_CASE("opioid blockade takes its share of expectancy only where expectancy is gated") {
    auto p = default_parameters();
    const auto total = [&](float gate) {
      const SessionExpectancy expectancy = expectancy_of_session(p, ExpectancyKind::drug, gate);
      return expectancy.of_any_session + expectancy.of_feeling_it;
    };
    p.expectancy_gated = 0.0f;
    CHECK(total(0.2f) == total(1.0f));
    p.expectancy_gated = 1.0f;
    CHECK(total(0.2f) == doctest::Approx(0.2f * total(1.0f)));
  }

  TEST_CASE(
      "a new antidepressant does nothing on the first day and nears its plateau with its time constant") {
    CHECK(antidepressant_benefit(0.55f, 0.0f, 14.0f) == 0.0f);
    CHECK(antidepressant_benefit(0.55f, 14.0f, 14.0f) == doctest::Approx(0.55f * (1.0f - std::exp(-1.0f))));
    CHECK(antidepressant_benefit(0.55f, 700.0f, 14.0f) == doctest::Approx(0.55f));
    CHECK(antidepressant_benefit(0.0f, 100.0f, 14.0f) == 0.0f);
  }

  TEST_CASE("the score is the baseline without benefit, falls by a factor with it, and keeps to the scale") {
    CHECK(hamd17(28.8f, 0.0f, 0.0f) == 28.8f);
    CHECK(hamd17(28.8f, kLn2, 0.0f) == doctest::Approx(14.4f));
    CHECK(hamd17(28.8f, 3.0f, -5.0f) == 0.0f);
    CHECK(hamd17(50.0f, -0.5f, 2.0f) == 52.0f);
  }

  TEST_CASE("up to the baseline the score is baseline e^-benefit, to the bit") {
    for (float benefit = 0.0f; benefit < 4.0f; benefit += 0.03125f)
      for (const float baseline : {14.0f, 28.8f, 52.0f})
        CHECK(hamd17(baseline, benefit, 0.0f) == baseline * exp(-benefit));
  }

  TEST_CASE("above the baseline the score starts as steeply as below it and nears the top ever more slowly") {
    const float step = 1.0f / 128;
    CHECK(hamd17(28.8f, -step, 0.0f) - 28.8f == doctest::Approx(28.8f * step).epsilon(0.02));
    float score = 28.8f, rise = 52.0f;
    for (float worse = 0.5f; worse <= 4.0f; worse += 0.5f) {
      const float higher =
          hamd17(28.8f, -std::log1p(worse), 0.0f);  // where shares alone were `worse` above it
      CHECK(higher > score);
      CHECK(higher - score < rise);
      CHECK(higher < 28.8f + min(28.8f * worse, 52.0f - 28.8f));
      rise = higher - score;
      score = higher;
    }
    CHECK(hamd17(28.8f, -std::log(52.0f / 28.8f), 0.0f) == doctest::Approx(0.5f * (28.8f + 52.0f)));
    CHECK(hamd17(52.0f, -1.0f, 0.0f) == 52.0f);  // no room
  }
}
