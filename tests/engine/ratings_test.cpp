// The ratings of a trial: what a rater writes down, without disturbing anything.
#include <algorithm>

#include <doctest/doctest.h>

#include "engine/plans.hpp"
#include "day/one_patient.hpp"
#include "engine/run.hpp"

using namespace tachy;

namespace {

const std::vector<std::uint32_t> kDays = {0, 1, 2, 7, 40, 181, 363};

day::RatingSheet rate(const regimen::Experiment& e, const engine::Execution& how) {
  day::RatingSheet sheet(kDays, e.plan.arms, e.patients);
  engine::Execution execution = how;
  execution.ratings = &sheet;
  engine::run(e, execution);
  return sheet;
}

}  // namespace

TEST_SUITE("engine/ratings") {
  TEST_CASE("asking for ratings changes no outcome") {
    const auto e = tests::many_regimes(500);
    day::RatingSheet sheet(kDays, e.plan.arms, e.patients);
    CHECK(engine::run(e, {.threads = 2, .ratings = &sheet}) == engine::run(e, {.threads = 2}));
  }

  TEST_CASE("threads, blocks and instruction sets give the same ratings") {
    const auto e = tests::many_regimes(701);
    const auto expected = rate(e, {.threads = 1, .instruction_set = "one_lane"}).hamd17;
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      CHECK(rate(e, {.threads = 2, .patients_per_block = 64, .instruction_set = name}).hamd17 == expected);
    }
  }

  TEST_CASE(
      "a clinic that sees the patient that morning reads the same score, and whoever has left is not rated") {
    const auto e = tests::many_regimes(200);
    const auto setup = day::set_up(e);
    const auto sheet = rate(e, {.threads = 1});
    std::uint32_t compared = 0, gone = 0;
    for (std::uint32_t patient = 0; patient < e.patients; ++patient) {
      day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
        const auto place = std::find(kDays.begin(), kDays.end(), note.day);
        if (place == kDays.end() || note.visit == nullptr) return;
        if (any(note.visit->missed) || any(note.visit->postponed)) return;
        CHECK(sheet.of(note.arm, static_cast<std::size_t>(place - kDays.begin()))[patient] ==
              note.visit->observed);
        ++compared;
      });
      const auto life = day::live_one_patient(setup, patient);
      for (std::uint32_t arm = 0; arm < e.plan.arms && life.person.enrolled; ++arm) {
        const auto how = static_cast<regimen::Treatment>(life.arms[arm].clinic.treatment);
        const bool left = how == regimen::Treatment::dropped_out || how == regimen::Treatment::dead;
        if (!left) CHECK(sheet.of(arm, kDays.size() - 1)[patient] >= 0.0f);
        gone += left && sheet.of(arm, kDays.size() - 1)[patient] == day::kNotRated;
      }
    }
    CHECK(compared > 1000);
    CHECK(gone > 100);
  }
}
