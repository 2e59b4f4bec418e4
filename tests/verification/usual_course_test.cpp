// Over years the illness stays on the scale: nobody's mean drifts up, few pile up at the top, some stay well.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sanitized.hpp"
#include "tests/scenario/in_memory.hpp"
#include "verification/worlds.hpp"

using namespace tachy;

namespace {

constexpr std::uint32_t kCourses = tests::fewer_if_sanitized(1000u, 100u);
constexpr std::uint32_t kWeeksOfTenYears = 521;

regimen::Experiment shipped(const std::string& path, const std::string& horizon) {
  scenario::Overrides overrides;
  overrides.patients = kCourses;
  overrides.set = {{"horizon", horizon}};
  const auto loaded =
      scenario::load_scenario(scenario::FilesOnDisk{}, path, scenario::scenarios_folder(), overrides);
  INFO(scenario::shown(loaded));
  REQUIRE(loaded.faults.empty());
  return loaded.scenario.experiment;
}

struct Moments {
  double n, mean, variance_of_mean;
};
Moments hamd17_in(const engine::Tallies& tallies, std::uint32_t arm, std::uint32_t week) {
  const auto count = [&](model::Weekly m) { return static_cast<double>(tallies.at(arm, week, m)); };
  const double n = count(model::Weekly::alive), mean = count(model::Weekly::hamd17_sum) / 64.0 / n;
  const double square = count(model::Weekly::hamd17_sum_squares) / 4096.0 / n;
  return {n, mean, (square - mean * mean) / n};
}

// True scores of one arm on a review of the last week, of the living.
std::vector<float> last_scores(const regimen::Experiment& e, std::uint32_t arm) {
  const auto setup = day::set_up(e);
  std::vector<float> scores;
  for (std::uint32_t patient = 0; patient < e.patients; ++patient)
    day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
      if (note.arm == arm && note.review != nullptr && note.day + 7 >= e.horizon_days)
        scores.push_back(note.review->score);
    });
  return scores;
}

regimen::Experiment untreated_for_ten_years() {
  auto e = shipped(scenario::scenarios_folder() + "/trials/dunner-2006-usual-care.yaml", "10 years");
  e.cohort.baseline_hamd17.mean = 28.8f;  // as ill as in the trials of esketamine
  return e;
}

}  // namespace

TEST_SUITE("verification/usual course") {
  TEST_CASE("in ten years of every shipped scenario no mean score rises above the baseline") {
    for (const char* folder : {"tutorial", "policy"})
      for (const auto& entry :
           std::filesystem::directory_iterator(scenario::scenarios_folder() + "/" + folder)) {
        if (entry.path().extension() != ".yaml") continue;
        const auto experiment = shipped(entry.path().string(), "10 years");
        const auto tallies = engine::run(experiment, {.threads = 1});
        const double baseline =
            static_cast<double>(tallies.baseline_hamd17_sum) / 64.0 / static_cast<double>(tallies.enrolled);
        for (std::uint32_t arm = 0; arm < tallies.arms; ++arm)
          for (std::uint32_t week = 51; week < tallies.periods; week += 52) {
            const Moments seen = hamd17_in(tallies, arm, week);
            CAPTURE(entry.path().filename().string());
            CAPTURE(arm);
            CAPTURE(week);
            CHECK(seen.mean < baseline + tests::kLimit * std::sqrt(seen.variance_of_mean));
          }
      }
  }

  TEST_CASE("without lasting improvement the mean still does not rise above the baseline, at any spread") {
    for (const float sd : {0.0f, 0.3f, 0.6f}) {
      auto e = untreated_for_ten_years();
      e.parameters.lasting_improvement = 0.0f;
      e.parameters.slow_course_sd = sd;
      const auto tallies = engine::run(e, {.threads = 1});
      const Moments seen = hamd17_in(tallies, 0, kWeeksOfTenYears - 1);
      CAPTURE(sd);
      CHECK(seen.mean < 28.8 + tests::kLimit * std::sqrt(seen.variance_of_mean));
    }
  }

  TEST_CASE("after ten years without ketamine few are above 40 points") {
    const auto e = untreated_for_ten_years();
    const std::vector<float> scores = last_scores(e, 0);
    double above = 0.0, remitted = 0.0, half_better = 0.0;
    for (const float score : scores) {
      above += score > 40.0f;
      remitted += score <= 7.0f;
      half_better += score <= 0.5f * 28.8f;
    }
    const double n = static_cast<double>(scores.size());
    CHECK(tests::z_of(above / n, 0.08, 0.08 * 0.92 / n) < tests::kLimit);
    // Recovery in lasting depression, 0.40 in ten years (Fekadu 2009, a review): shown, not tested.
    MESSAGE("ten years of usual care: above 40 points " << above / n << ", remission " << remitted / n
                                                        << ", half of the mean baseline or less "
                                                        << half_better / n);
  }

  TEST_CASE("without spread and without lasting improvement the untreated score stays at the baseline") {
    auto e = untreated_for_ten_years();
    tests::still_course(e.parameters);
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 20; ++patient)
      day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
        if (note.review != nullptr) CHECK(note.review->score == note.life->traits.response.baseline_hamd17);
      });
  }
}
