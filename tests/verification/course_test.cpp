// The illness's own course has the spread and the memory its parameters state.
#include <doctest/doctest.h>

#include <vector>

#include "model/course.hpp"
#include "sanitized.hpp"
#include "verification/worlds.hpp"

using namespace tachy;

namespace {

constexpr std::uint32_t kFollowed = tests::fewer_if_sanitized(20000u, 2000u);

// Every patient's fluctuation and slow course on some days.
struct Seen {
  std::vector<std::vector<double>> fluctuation, slow;  // [day asked for][patient]
};
Seen observe(const model::Parameters& p, const std::vector<std::uint32_t>& days) {
  const PhiloxKeys keys = philox_keys(2018);
  const model::CourseSteps steps = model::course_steps(p);
  Seen seen{std::vector<std::vector<double>>(days.size()), std::vector<std::vector<double>>(days.size())};
  for (std::uint32_t patient = 0; patient < kFollowed; ++patient) {
    const auto words = [&](std::uint32_t week) {
      return random_words<float>(keys, Purpose::mood_fluctuation, patient, 0, 7 * week, 0u);
    };
    auto course = model::first_week<float>(steps, p, words(0), words(1));
    std::uint32_t week = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      while (week < days[i] / 7) {
        ++week;
        course = model::next_week<float>(course, steps, model::slow_lift(steps, week), words(week + 1));
      }
      seen.fluctuation[i].push_back(static_cast<double>(model::fluctuation_on(course, steps, days[i])));
      seen.slow[i].push_back(static_cast<double>(model::natural_benefit(course, steps, 0.0f, days[i])));
    }
  }
  return seen;
}

double mean_product(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum / static_cast<double>(x.size());
}

// Half the variance that the slow course has by a day; it is added to everybody.
double lift_by(const model::Parameters& p, double day) {
  const double sd = static_cast<double>(p.slow_course_sd);
  return 0.5 * sd * sd * (1.0 - std::exp2(-2.0 * day / static_cast<double>(p.slow_course_half_life_days)));
}

// A standard deviation around a mean of zero.
void check_sd(const char* what, const std::vector<double>& x, double sd) {
  const double seen = mean_product(x, x);
  const double z = tests::z_of(seen, sd * sd, 2.0 * sd * sd * sd * sd / kFollowed);
  CHECK_MESSAGE(std::abs(z) < tests::kLimit, tests::z_message(what, std::sqrt(seen), sd, z));
}
void check_correlation(const char* what, const std::vector<double>& x, const std::vector<double>& y,
                       double rho) {
  const double seen = mean_product(x, y) / std::sqrt(mean_product(x, x) * mean_product(y, y));
  const double z = tests::z_of(std::atanh(seen), std::atanh(rho), 1.0 / (kFollowed - 3));
  CHECK_MESSAGE(std::abs(z) < tests::kLimit, tests::z_message(what, seen, rho, z));
}

}  // namespace

TEST_SUITE("verification/course") {
  TEST_CASE("the fluctuation has its stated SD on every weekday, from the first week on") {
    const auto p = model::default_parameters();
    std::vector<std::uint32_t> days;
    for (std::uint32_t day = 0; day < 7; ++day) days.push_back(day);
    for (std::uint32_t day = 140; day < 147; ++day) days.push_back(day);
    const Seen seen = observe(p, days);
    for (std::size_t i = 0; i < days.size(); ++i) {
      CAPTURE(days[i]);
      check_sd("SD of fluctuation", seen.fluctuation[i], static_cast<double>(p.fluctuation_sd_hamd17));
    }
  }

  TEST_CASE("from one week to the next the fluctuation forgets as stated, less so between its knots") {
    const auto p = model::default_parameters();
    std::vector<std::uint32_t> days;
    for (std::uint32_t day = 140; day < 154; ++day) days.push_back(day);
    const Seen seen = observe(p, days);
    const double kept = std::exp2(-7.0 / static_cast<double>(p.fluctuation_half_life_days));
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
      const double b = static_cast<double>(weekday) / 7.0, a = 1.0 - b;
      const double one_week_on = (a * a + b * b) * kept + a * b * (1.0 + kept * kept);
      CAPTURE(weekday);
      check_correlation("autocorrelation over a week", seen.fluctuation[weekday],
                        seen.fluctuation[weekday + 7], one_week_on / (a * a + b * b + 2.0 * a * b * kept));
    }
  }

  TEST_CASE("the slow course starts at 0 and widens to its stated SD with its stated half-life") {
    const auto p = model::default_parameters();
    Seen seen = observe(p, {0, 91, 1820, 1911});
    const double days[] = {0.0, 91.0, 1820.0, 1911.0};
    for (std::size_t i = 1; i < 4; ++i)
      for (double& slow : seen.slow[i]) slow -= lift_by(p, days[i]);
    const double sd = static_cast<double>(p.slow_course_sd);
    const double kept = std::exp2(-91.0 / static_cast<double>(p.slow_course_half_life_days));
    for (const double at_start : seen.slow[0]) CHECK(at_start == 0.0);
    check_sd("SD after a quarter", seen.slow[1], sd * std::sqrt(1.0 - kept * kept));
    check_sd("SD after five years", seen.slow[2], sd);
    check_correlation("autocorrelation over a quarter", seen.slow[2], seen.slow[3], kept);
  }

  TEST_CASE("better and worse spells leave the mean where it was, before what is worse is squashed") {
    auto p = model::default_parameters();
    p.slow_course_sd = 0.5f;
    for (const std::uint32_t day : {3u, 45u, 360u, 1823u}) {
      const Seen seen = observe(p, {day});
      double sum = 0.0, sum_squares = 0.0;
      for (const double slow : seen.slow[0]) {
        const double relative_score = std::exp(-slow);
        sum += relative_score;
        sum_squares += relative_score * relative_score;
      }
      const double mean = sum / kFollowed, variance = (sum_squares / kFollowed - mean * mean) / kFollowed;
      // Between knots the lift is interpolated: it errs by less than 0.002.
      const double z = std::max(std::abs(mean - 1.0) - 0.002, 0.0) / std::sqrt(variance);
      CAPTURE(day);
      CHECK_MESSAGE(z < tests::kLimit, tests::z_message("mean score, relative", mean, 1.0, z));
    }
  }

  TEST_CASE(
      "lasting improvement begins at nothing, has half come by its half-time and never exceeds itself") {
    const auto p = model::default_parameters();
    const float half_time = p.lasting_improvement_half_time_days;
    CHECK(model::lasting_reached(p, 0.0f) == 0.0f);
    CHECK(model::lasting_reached(p, half_time) == doctest::Approx(0.5f));
    CHECK(model::lasting_reached(p, 2.0f * half_time) == doctest::Approx(0.75f));
    CHECK(model::lasting_reached(p, 100.0f * half_time) <= 1.0f);
    const model::Course<float> flat{0.0f, 0.0f, 0.0f, 0.0f};
    CHECK(model::natural_benefit(flat, model::course_steps(p), 0.3f, 700) == 0.3f);
  }
}
