// ODD 7.4: the illness's own course: day-to-day fluctuation, better and worse spells, and what lasts of the
// improvement that usual care brings over years.
//
// Fluctuation and spells are autoregressive on weekly knots, drawn from the patient and the week alone, so
// every arm meets the same good and bad weeks. Within a week they are interpolated; the fluctuation is
// rescaled so that its variance is the same on every day. Better and worse spells are symmetric in log units;
// half of the variance is added to the knots of the slow course, so that it does not move the mean score.
#pragma once

#include "base/elementary.hpp"
#include "base/random.hpp"
#include "base/rows.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

inline constexpr std::uint32_t kDaysPerWeek = 7;

// Knots at the first day of this week and of the next.
template <class F>
struct Course {
  F fluctuation, next_fluctuation;  // points of HAM-D17
  F slow, next_slow;                // log units of score
};

// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(Course<F>& c, Visit&& v) {
  v(c.fluctuation); v(c.next_fluctuation); v(c.slow); v(c.next_slow);
}
// clang-format on
static_assert(lists_all_members<Course<float>>());

// Everything about the course that is the same for all patients, worked out once per run.
struct CourseSteps {
  float fluctuation_kept, fluctuation_renewed;  // x' = kept x + renewed z
  float slow_kept, slow_renewed, slow_half_life_days;
  float slow_half_variance;                                     // once it has widened
  float today[kDaysPerWeek], tomorrow[kDaysPerWeek];            // weights of the two knots of the fluctuation
  float slow_today[kDaysPerWeek], slow_tomorrow[kDaysPerWeek];  // ... of the slow course
};

inline CourseSteps course_steps(const ResponseParameters& p) {
  CourseSteps s{};
  s.fluctuation_kept = remaining(float{kDaysPerWeek}, p.fluctuation_half_life_days);
  s.fluctuation_renewed = p.fluctuation_sd_hamd17 * sqrt(1.0f - s.fluctuation_kept * s.fluctuation_kept);
  s.slow_kept = remaining(float{kDaysPerWeek}, p.slow_course_half_life_days);
  s.slow_half_life_days = p.slow_course_half_life_days;
  s.slow_half_variance = 0.5f * p.slow_course_sd * p.slow_course_sd;
  s.slow_renewed = p.slow_course_sd * sqrt(1.0f - s.slow_kept * s.slow_kept);
  for (std::uint32_t day = 0; day < kDaysPerWeek; ++day) {
    const float b = to_float(day) / float{kDaysPerWeek}, a = 1.0f - b;
    const float rescale = 1.0f / sqrt(a * a + b * b + 2.0f * a * b * s.fluctuation_kept);
    s.today[day] = a * rescale;
    s.tomorrow[day] = b * rescale;
    s.slow_today[day] = a;
    s.slow_tomorrow[day] = b;
  }
  return s;
}

// Half the variance of the slow course at the knot a week begins with, and at the one it ends with.
struct SlowLift {
  float here, next;
};
TACHY_INLINE SlowLift slow_lift(const CourseSteps& s, std::uint32_t week) {
  const auto at_knot = [&](std::uint32_t knot) TACHY_LAMBDA {
    return s.slow_half_variance *
           (1.0f - remaining(to_float(2 * kDaysPerWeek * knot), s.slow_half_life_days));
  };
  return {at_knot(week), at_knot(week + 1)};
}

// The knots of the first week: the fluctuation has its full spread, the slow course is at 0 (the baseline is
// where it stands).
template <class F>
TACHY_INLINE Course<F> first_week(const CourseSteps& s, const ResponseParameters& p,
                                  const RandomWords<F>& start, const RandomWords<F>& next) {
  const NormalPair<F> z0 =
      normal_pair<F>(start.word(Purpose::mood_fluctuation), start.word(Purpose::slow_course));
  const NormalPair<F> z1 =
      normal_pair<F>(next.word(Purpose::mood_fluctuation), next.word(Purpose::slow_course));
  const F fluctuation = F(p.fluctuation_sd_hamd17) * z0.first;
  return {fluctuation, F(s.fluctuation_kept) * fluctuation + F(s.fluctuation_renewed) * z1.first, F(0.0f),
          F(s.slow_renewed) * z1.second + F(slow_lift(s, 0).next)};
}

// The next week. `next`: the random words of the week after it; `lift`: that of the next week.
template <class F>
TACHY_INLINE Course<F> next_week(const Course<F>& c, const CourseSteps& s, const SlowLift& lift,
                                 const RandomWords<F>& next) {
  const NormalPair<F> z =
      normal_pair<F>(next.word(Purpose::mood_fluctuation), next.word(Purpose::slow_course));
  const F slow = F(s.slow_kept) * (c.next_slow - F(lift.here)) + F(s.slow_renewed) * z.second;
  return {c.next_fluctuation, F(s.fluctuation_kept) * c.next_fluctuation + F(s.fluctuation_renewed) * z.first,
          c.next_slow, slow + F(lift.next)};
}

template <class F>
TACHY_INLINE F fluctuation_on(const Course<F>& c, const CourseSteps& s, std::uint32_t day) {
  const std::uint32_t weekday = day % kDaysPerWeek;
  return F(s.today[weekday]) * c.fluctuation + F(s.tomorrow[weekday]) * c.next_fluctuation;
}

// The share of a lasting improvement that has come by a day.
inline float lasting_reached(const ResponseParameters& p, float day) {
  return 1.0f - remaining(day, p.lasting_improvement_half_time_days);
}

// Natural benefit N on a day: the slow course, and what has come by then of the patient's lasting
// improvement; log units.
template <class F>
TACHY_INLINE F natural_benefit(const Course<F>& c, const CourseSteps& s, F lasting_so_far,
                               std::uint32_t day) {
  const std::uint32_t weekday = day % kDaysPerWeek;
  const F slow = F(s.slow_today[weekday]) * c.slow + F(s.slow_tomorrow[weekday]) * c.next_slow;
  return slow + lasting_so_far;
}

}  // namespace tachy::model
