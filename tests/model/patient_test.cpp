#include "model/patient.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "model/parameter_table.hpp"

using namespace tachy;
using namespace tachy::model;

namespace {

constexpr std::uint32_t kEnrolled = 20000;

template <class Each>
void for_all_traits(const Parameters& p, Each each) {
  const PhiloxKeys keys = philox_keys(2018);
  const PersonLanes<float> person{46.0f, 80.0f, 28.8f, 0.0f};
  for (std::uint32_t patient = 0; patient < kEnrolled; ++patient)
    each(draw_traits<float>(p, person, {&keys, patient, 0}, -3.0f, 1.0f));
}

struct LogMoments {
  double sum = 0.0, squares = 0.0;
  void add(float x, float median) {
    const double y = std::log(static_cast<double>(x) / static_cast<double>(median));
    sum += y;
    squares += y * y;
  }
  void check(const char* what, float log_sd) const {
    const double sd = static_cast<double>(log_sd), n = kEnrolled;
    const double z_median = sum / (sd * std::sqrt(n));
    const double z_sd = (squares - n * sd * sd) / (sd * sd * std::sqrt(2.0 * n));
    CHECK_MESSAGE(std::abs(z_median) < 4.5, what << ": z of the median " << z_median);
    CHECK_MESSAGE(std::abs(z_sd) < 4.5, what << ": z of the log SD " << z_sd);
  }
};

}  // namespace

TEST_SUITE("model/patient") {
  TEST_CASE("traits have the medians and the spread that the parameters state") {
    auto p = default_parameters();
    p.responder_fraction = 1.0f;
    LogMoments ceiling, potency, fast, placebo, antidepressant, lasting, risk;
    for_all_traits(p, [&](const Traits<float>& t) {
      ceiling.add(t.response.effect_ceiling, p.effect_ceiling);
      potency.add(t.response.half_effect_exposure, p.half_effect_exposure);
      fast.add(kLn2 / t.response.fast_fading_per_day, p.fast_half_life_days);
      placebo.add(t.response.placebo_responsiveness, 1.0f);
      antidepressant.add(t.response.new_antidepressant, p.new_antidepressant_effect);
      lasting.add(t.response.lasting_improvement, p.lasting_improvement);
      risk.add(t.risk_ratio, 1.0f);
    });
    ceiling.check("effect ceiling", p.effect_ceiling_sd);
    potency.check("C50", p.half_effect_exposure_sd);
    fast.check("fast half-life", p.fast_half_life_sd);
    placebo.check("placebo responsiveness", p.expectancy_sd);
    antidepressant.check("new antidepressant", p.new_antidepressant_sd);
    lasting.check("lasting improvement", p.lasting_improvement_sd);
    risk.check("genetic risk", p.genetic_log_ratio);
  }

  TEST_CASE("poor responders are the stated share and have the stated part of the ceiling") {
    auto p = default_parameters();
    p.effect_ceiling_sd = 0.0f;
    double poor = 0.0;
    for_all_traits(p, [&](const Traits<float>& t) {
      const bool is_poor = t.response.effect_ceiling < 0.5f * p.effect_ceiling;
      if (is_poor)
        CHECK(t.response.effect_ceiling == doctest::Approx(p.poor_responder_ceiling * p.effect_ceiling));
      poor += is_poor;
    });
    const double share = 1.0 - static_cast<double>(p.responder_fraction);
    const double z = (poor - kEnrolled * share) / std::sqrt(kEnrolled * share * (1.0 - share));
    CHECK_MESSAGE(std::abs(z) < 4.5, "poor responders " << poor << ", z " << z);
  }

  TEST_CASE("the slow benefit never fades faster than half as fast as the fast one") {
    for_all_traits(default_parameters(), [](const Traits<float>& t) {
      CHECK(t.response.slow_fading_per_day <= 0.5f * t.response.fast_fading_per_day);
    });
  }

  TEST_CASE("clocks ring at a mean cumulative hazard of 1") {
    double suicide = 0.0, other = 0.0, urinary = 0.0;
    for_all_traits(default_parameters(), [&](const Traits<float>& t) {
      suicide += static_cast<double>(t.rings_at[clock_of(SlowHarm::suicide)]);
      other += static_cast<double>(t.rings_at[clock_of(SlowHarm::other_death)]);
      urinary += static_cast<double>(t.rings_at[clock_of(SlowHarm::urinary)]);
    });
    for (const double sum : {suicide, other, urinary})
      CHECK(std::abs(sum - kEnrolled) / std::sqrt(double{kEnrolled}) < 4.5);
  }
}
