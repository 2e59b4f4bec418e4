// Who comes, who comes late, and what becomes of a missed visit.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/regimen/one_patient.hpp"

using namespace tachy;
using namespace tachy::regimen;

namespace {

constexpr PhiloxKeys kKeys = philox_keys(7);

RandomWords<float> visit_words(std::uint32_t patient, std::uint32_t day) {
  return random_words<float>(kKeys, Purpose::attendance, patient, 0u, day, 0u);
}

}  // namespace

TEST_SUITE("regimen/attendance") {
  const Attendance kUsual{
      .p_missed = 0.2f, .p_late = 0.3f, .late_days_max = 2, .rebook_days = 2, .rebook_tries = 1};

  TEST_CASE("visits are missed and late as often as stated") {
    const auto clinic = first_clinic_state<float>(weekly_arm());
    const int n = 20000;
    int missed = 0, late = 0, later_days[4] = {};
    for (std::uint32_t patient = 0; patient < n; ++patient) {
      const auto arrival = arrive<float>(clinic, kUsual, 0.2f, 0, 7u, visit_words(patient, 0));
      missed += any(arrival.rebooked);
      late += any(arrival.comes_later);
      CHECK(any(arrival.comes) + any(arrival.comes_later) + any(arrival.rebooked) == 1);
      if (any(arrival.comes_later)) later_days[arrival.later_day] += 1;
    }
    const auto z = [&](int count, double p) { return (count - n * p) / std::sqrt(n * p * (1 - p)); };
    CHECK(std::abs(z(missed, 0.2)) < 4.0);
    CHECK(std::abs(z(late, 0.8 * 0.3)) < 4.0);
    CHECK(std::abs(z(later_days[1], 0.8 * 0.15)) < 4.0);
    CHECK(later_days[1] + later_days[2] == late);
  }

  TEST_CASE("nobody is late or rebooked beyond the day of the next dose") {
    const auto clinic = first_clinic_state<float>(weekly_arm());
    for (std::uint32_t patient = 0; patient < 2000; ++patient) {
      const auto arrival = arrive<float>(clinic, kUsual, 0.5f, 0, 1u, visit_words(patient, 0));
      CHECK_FALSE(any(arrival.comes_later));
      CHECK_FALSE(any(arrival.rebooked));
    }
  }

  TEST_CASE("who rang to come later does come, and a rebooking is offered only so many times") {
    auto clinic = first_clinic_state<float>(weekly_arm());
    clinic.rebookings = kComingLate;
    for (std::uint32_t patient = 0; patient < 500; ++patient)
      CHECK(any(arrive<float>(clinic, kUsual, 0.9f, 1, 7u, visit_words(patient, 1)).comes));
    clinic.rebookings = 1;
    for (std::uint32_t patient = 0; patient < 500; ++patient)
      CHECK_FALSE(any(arrive<float>(clinic, kUsual, 0.9f, 2, 7u, visit_words(patient, 2)).rebooked));
  }

  TEST_CASE("a late visit does not shift the calendar") {
    Arm arm = weekly_arm();
    auto clinic = first_clinic_state<float>(arm);
    plan_next<float>(clinic, arm, 0, 2, gap_to_next_slot<float>(clinic, arm.phase[0]), true, false);
    CHECK(clinic.next_visit == 7);
  }

  TEST_CASE("the next visit is never booked for today or earlier") {
    Arm arm = weekly_arm();
    arm.phase[0].every_days = 1;
    auto clinic = first_clinic_state<float>(arm);
    plan_next<float>(clinic, arm, 0, 5, gap_to_next_slot<float>(clinic, arm.phase[0]), true, false);
    CHECK(clinic.next_visit == 6);
  }
}
