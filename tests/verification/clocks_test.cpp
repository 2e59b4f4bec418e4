// Coupling of events: a higher hazard brings its own event forward and moves no other clock.
#include <doctest/doctest.h>

#include <algorithm>

#include "verification/worlds.hpp"

using namespace tachy;
using model::Dependence;

namespace {

constexpr std::uint32_t kNever = 1000000;

struct Death {
  std::uint32_t suicide = kNever, other = kNever;
};

Death death_of(const day::Setup& setup, std::uint32_t patient) {
  Death death;
  day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
    if (note.review == nullptr) return;
    if (any(note.review->suicide)) death.suicide = note.day;
    if (any(note.review->other_death)) death.other = note.day;
  });
  return death;
}

// The first way out of misuse, reviewed every week.
struct Exit {
  std::uint32_t day = kNever;
  Dependence state = Dependence::misuse;
};
Exit exit_from_misuse(const PhiloxKeys& keys, const model::Parameters& p, std::uint32_t patient) {
  model::DependenceState d{};
  model::start_misuse(d, {&keys, patient, 0, 0, 0.0f});
  for (std::uint32_t day = 7; day < 3650; day += 7) {
    model::review_dependence(d, p, 1.0f, false, {&keys, patient, 0, day, 7.0f});
    if (d.state != Dependence::misuse) return {day, d.state};
  }
  return {};
}

}  // namespace

TEST_SUITE("verification/clocks") {
  TEST_CASE("a higher suicide hazard brings suicides forward and leaves the day of other deaths alone") {
    auto low = tests::quiet_world(0, 728);
    low.parameters.suicides_per_year = 0.2f;
    low.parameters.other_deaths_per_year = 0.3f;
    auto high = low;
    high.parameters.suicides_per_year = 0.8f;
    const auto low_setup = day::set_up(low), high_setup = day::set_up(high);
    int brought_forward = 0, other_in_both = 0;
    for (std::uint32_t patient = 0; patient < 1500; ++patient) {
      const Death before = death_of(low_setup, patient), after = death_of(high_setup, patient);
      CAPTURE(patient);
      if (before.suicide != kNever) CHECK(after.suicide <= before.suicide);
      if (after.other != kNever) CHECK(before.other == after.other);
      if (before.other != kNever && after.suicide == kNever) CHECK(before.other == after.other);
      brought_forward += after.suicide < before.suicide;
      other_in_both += after.other != kNever;
    }
    CHECK(brought_forward > 300);
    CHECK(other_in_both > 100);
  }

  TEST_CASE("a higher hazard of use disorder brings it forward and leaves the day of quitting alone") {
    const PhiloxKeys keys = philox_keys(2018);
    model::Parameters low = model::default_parameters(), high = low;
    low.misuse_quit_per_year = high.misuse_quit_per_year = 0.5f;
    low.use_disorder_per_year = 0.3f;
    high.use_disorder_per_year = 1.5f;
    int quit_in_both = 0, brought_forward = 0;
    for (std::uint32_t patient = 0; patient < 2000; ++patient) {
      const Exit before = exit_from_misuse(keys, low, patient), after = exit_from_misuse(keys, high, patient);
      CAPTURE(patient);
      CHECK(after.day <= before.day);
      if (after.state == Dependence::none) {  // then nothing had come before it at the lower hazard either
        CHECK(before.state == Dependence::none);
        CHECK(before.day == after.day);
        ++quit_in_both;
      }
      if (before.state == Dependence::use_disorder) CHECK(after.state == Dependence::use_disorder);
      brought_forward += after.day < before.day;
    }
    CHECK(quit_in_both > 200);
    CHECK(brought_forward > 500);
  }

  TEST_CASE("take-home dosing brings the start of misuse forward, never back, and starts more of it") {
    auto e = tests::quiet_world(0, 728);
    e.parameters.misuse_per_year_supervised = 0.1f;
    e.parameters.misuse_per_year_take_home = 0.6f;
    e.plan.arms = 2;
    e.plan.arm[0].phases = e.plan.arm[1].phases = 1;
    e.plan.arm[0].phase[0] = e.plan.arm[1].phase[0] = tests::every(7);
    e.plan.arm[1].stage[0].take_home_after_doses = 0;
    const auto setup = day::set_up(e);
    int supervised = 0, take_home = 0;
    for (std::uint32_t patient = 0; patient < 300; ++patient) {
      std::uint32_t start[2] = {kNever, kNever};
      day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
        if (note.review != nullptr && any(note.review->misuse_starts))
          start[note.arm] = std::min(start[note.arm], note.day);
      });
      CHECK(start[1] <= start[0]);
      supervised += start[0] != kNever;
      take_home += start[1] != kNever;
    }
    CHECK(take_home > supervised);
    CHECK(supervised > 0);
  }
}
