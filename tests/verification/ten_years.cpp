#include "verification/ten_years.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/scenario/in_memory.hpp"
#include "verification/worlds.hpp"

namespace tachy::tests {

namespace {

constexpr float kMeanBaseline = 28.8f, kRemission = 7.0f;
constexpr int kWeeksOfRecovery = 8;

struct TenYearCourse {  // of one patient, by weekly reviews
  int weeks_in_remission = 0, longest = 0;
  float last_score = 0.0f;
  bool lives = false;
};

TenYearCourse course_of(const day::Setup& setup, std::uint32_t patient, std::uint32_t horizon_days) {
  TenYearCourse course;
  day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
    if (note.review == nullptr) return;
    course.last_score = note.review->score;
    course.weeks_in_remission = course.last_score <= kRemission ? course.weeks_in_remission + 1 : 0;
    course.longest = std::max(course.longest, course.weeks_in_remission);
    course.lives = note.day + 7 >= horizon_days;
  });
  return course;
}

}  // namespace

regimen::Experiment shipped(const std::string& path, const std::string& horizon, std::uint32_t patients) {
  scenario::Overrides overrides;
  overrides.patients = patients;
  overrides.set = {{"horizon", horizon}};
  const auto loaded =
      scenario::load_scenario(scenario::FilesOnDisk{}, path, scenario::scenarios_folder(), overrides);
  INFO(scenario::shown(loaded));
  REQUIRE(loaded.faults.empty());
  return loaded.scenario.experiment;
}

regimen::Experiment untreated_for_ten_years(std::uint32_t patients) {
  auto e =
      shipped(scenario::scenarios_folder() + "/trials/dunner-2006-usual-care.yaml", "10 years", patients);
  e.cohort.baseline_hamd17.mean = kMeanBaseline;
  return e;
}

TenYears after_ten_years(const regimen::Experiment& untreated) {
  const auto setup = day::set_up(untreated);
  TenYears found{};
  for (std::uint32_t patient = 0; patient < untreated.patients; ++patient) {
    const TenYearCourse course = course_of(setup, patient, untreated.horizon_days);
    if (!course.lives) continue;
    found.n += 1.0;
    found.above_40_points += course.last_score > 40.0f;
    found.remission += course.last_score <= kRemission;
    found.half_of_baseline += course.last_score <= 0.5f * kMeanBaseline;
    found.recovered += course.longest >= kWeeksOfRecovery;
  }
  for (double* share : {&found.above_40_points, &found.remission, &found.half_of_baseline, &found.recovered})
    *share /= found.n;
  return found;
}

void add_ten_years(PageValues& values) {
  const TenYears found = after_ten_years(untreated_for_ten_years(1000));
  const auto percent = [](double share) { return fmt::format("{}", std::lround(100.0 * share)); };
  values["ten_years.remission"] = percent(found.remission);
  values["ten_years.recovered"] = percent(found.recovered);
}

}  // namespace tachy::tests
