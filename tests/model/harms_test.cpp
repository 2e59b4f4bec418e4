#include "model/harms.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "model/parameter_table.hpp"

using namespace tachy;
using namespace tachy::model;

namespace {

constexpr std::uint32_t kSessions = 40000;

struct Counts {
  double of[kSessionEvents] = {};
  double operator[](SessionEvent event) const { return of[place_of(event)]; }
};
Counts hold_sessions(const Parameters& p, bool first, bool placebo, float log_peak = 0.0f) {
  const PhiloxKeys keys = philox_keys(2018);
  const HarmTraits<float> t{0.0f, p.systolic_resting_mmhg, p.systolic_rise_mmhg, 0.0f, 0.0f};
  Counts n;
  for (std::uint32_t patient = 0; patient < kSessions; ++patient) {
    const auto words = [&](Purpose purpose) {
      return random_words<float>(keys, purpose, patient, 0, 0u, 0u);
    };
    const auto harms = session_harms<float>(t, p, {log_peak, first, placebo}, words);
    for (std::uint32_t e = 0; e < kSessionEvents; ++e) n.of[e] += harms.event[e].yes;
  }
  return n;
}

void check_frequency(std::string_view what, double count, float logit_of_p) {
  const double p = 1.0 / (1.0 + std::exp(-static_cast<double>(logit_of_p)));
  const double z = (count - kSessions * p) / std::sqrt(kSessions * p * (1.0 - p));
  CHECK_MESSAGE(std::abs(z) < 4.5,
                what << ": " << count << " of " << kSessions << ", expected share " << p << ", z " << z);
}

}  // namespace

TEST_SUITE("model/harms") {
  TEST_CASE("adverse events have their stated frequency at the first session and fall as stated after it") {
    const auto p = default_parameters();
    const Counts first = hold_sessions(p, true, false), later = hold_sessions(p, false, false);
    for (const SessionEventRow& row : kSessionEventTable) {
      if (row.kind != SessionEventKind::adverse_event) continue;
      check_frequency(row.name, first[row.event], p.*row.logit);
      check_frequency(row.name, later[row.event], p.*row.logit - p.*row.later_step);
    }
  }

  TEST_CASE("blood pressure shows no tolerance: the same sessions have the same rises later on") {
    const auto p = default_parameters();
    const Counts first = hold_sessions(p, true, false), later = hold_sessions(p, false, false);
    CHECK(first[SessionEvent::systolic_rise_40] == later[SessionEvent::systolic_rise_40]);
    CHECK(first[SessionEvent::systolic_180] == later[SessionEvent::systolic_180]);
    CHECK(first[SessionEvent::systolic_rise_40] > 0);
  }

  TEST_CASE("a higher peak brings more of every session event") {
    const auto p = default_parameters();
    const Counts usual = hold_sessions(p, true, false), twice = hold_sessions(p, true, false, kLn2);
    for (const SessionEventRow& row : kSessionEventTable) {
      CAPTURE(row.name);
      CHECK(twice[row.event] > usual[row.event]);
      if (row.kind == SessionEventKind::adverse_event)
        check_frequency(row.name, twice[row.event], p.*row.logit + p.*row.slope * kLn2);
    }
  }

  TEST_CASE("a placebo session has fewer events, no wearing off and no pressor effect of the drug") {
    const auto p = default_parameters();
    const Counts placebo = hold_sessions(p, true, true), again = hold_sessions(p, false, true);
    for (const SessionEventRow& row : kSessionEventTable) {
      if (row.kind != SessionEventKind::adverse_event) continue;
      check_frequency(row.name, placebo[row.event], p.*row.logit + p.placebo_event_logit);
      CHECK(placebo[row.event] == again[row.event]);
    }
    CHECK(placebo[SessionEvent::systolic_rise_40] <
          hold_sessions(p, true, false)[SessionEvent::systolic_rise_40]);
  }

  TEST_CASE("the urinary hazard rises with the dose and has its stated value at 2 g a day") {
    const auto p = default_parameters();
    CHECK(urinary_hazard_per_day(p, 14000.0f) * 365.25f ==
          doctest::Approx(p.urinary_per_year_at_2g_daily).epsilon(1e-5));
    float before = -1.0f;
    for (const float mg_per_week : {0.0f, 40.0f, 80.0f, 700.0f, 3500.0f, 14000.0f, 20000.0f}) {
      const float hazard = urinary_hazard_per_day(p, mg_per_week);
      CHECK(hazard > before);
      before = hazard;
    }
    CHECK(urinary_hazard_per_day(p, 0.0f) < 1e-11f);
  }

  TEST_CASE("by default suicide does not depend on the score; switched on it follows the points") {
    auto p = default_parameters();
    CHECK(suicide_state_ratio(p, 0.0f, 28.8f) == 1.0f);
    p.suicide_by_state = 1.0f;
    CHECK(suicide_state_ratio(p, 28.8f, 28.8f) == 1.0f);
    CHECK(suicide_state_ratio(p, 38.8f, 28.8f) == doctest::Approx(std::exp(10.0f * p.suicide_log_per_point)));
    CHECK(suicide_state_ratio(p, 10.0f, 28.8f) < 1.0f);
  }

  TEST_CASE("drop-out is per time in treatment: twice as many visits over the same days cost nothing") {
    const auto p = default_parameters();
    const HarmTraits<float> t{0.0f, 0.0f, 0.0f, 0.3f, 0.0f};
    const float hazard = drop_out_hazard_per_day(p, 30.0f);
    const float once = drop_out_probability<float>(t, p, hazard, 14.0f, false, false);
    const float half = drop_out_probability<float>(t, p, hazard, 7.0f, false, false);
    CHECK(1.0f - once == doctest::Approx((1.0f - half) * (1.0f - half)).epsilon(1e-5));
    CHECK(drop_out_probability<float>(t, p, hazard, 14.0f, true, false) > once);
    CHECK(drop_out_probability<float>(t, p, hazard, 14.0f, false, true) > once);
    CHECK(drop_out_hazard_per_day(p, 0.0f) * 7.0f == doctest::Approx(p.drop_out_early_per_week));
    CHECK(drop_out_hazard_per_day(p, 2000.0f) * 7.0f == doctest::Approx(p.drop_out_late_per_week));
  }
}
