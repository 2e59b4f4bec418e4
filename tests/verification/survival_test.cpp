// Constant hazards have exponential survival, whatever the engine's weekly reviews.
#include <doctest/doctest.h>

#include "sanitized.hpp"
#include "verification/worlds.hpp"

using namespace tachy;
using model::Weekly;

namespace {

constexpr std::uint32_t kPatients = tests::fewer_if_sanitized(50000u, 5000u), kDays = 728, kQuarter = 13;

// Survivors at each 13th weekly review against e^(-hazard t), t being each patient's own review day.
void check_survivors(const regimen::Experiment& e, double deaths_per_year) {
  const engine::Tallies tallies = engine::run(e, {.threads = 1});
  for (std::uint32_t week = kQuarter - 1; week < tallies.periods; week += kQuarter) {
    double expected = 0.0, variance = 0.0;
    for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
      const double p = std::exp(-deaths_per_year / 365.25 * day::review_day(patient, week, kDays));
      expected += p;
      variance += p * (1.0 - p);
    }
    const auto alive = static_cast<double>(tallies.at(0, week, Weekly::alive));
    const double z = tests::z_of(alive, expected, variance);
    CAPTURE(week);
    CHECK_MESSAGE(std::abs(z) < tests::kLimit, tests::z_message("survivors", alive, expected, z));
  }
}

}  // namespace

TEST_SUITE("verification/survival") {
  TEST_CASE("with other deaths alone at a constant hazard the survivors fall exponentially") {
    auto e = tests::quiet_world(kPatients, kDays);
    e.parameters.other_deaths_per_year = 0.2f;
    e.parameters.other_deaths_log_per_year_of_age = 0.0f;
    check_survivors(e, 0.2);
  }

  TEST_CASE("with suicide alone at a constant hazard the survivors fall exponentially") {
    auto e = tests::quiet_world(kPatients, kDays);
    e.parameters.suicides_per_year = 0.1f;
    check_survivors(e, 0.1);
  }

  TEST_CASE("with both causes of death the hazards add") {
    auto e = tests::quiet_world(kPatients, kDays);
    e.parameters.suicides_per_year = 0.1f;
    e.parameters.other_deaths_per_year = 0.2f;
    e.parameters.other_deaths_log_per_year_of_age = 0.0f;
    check_survivors(e, 0.3);
  }

  TEST_CASE("people age, so that mortality rises over the years") {
    auto e = tests::quiet_world(tests::fewer_if_sanitized(20000u, 2000u), 3650);
    e.parameters.other_deaths_per_year = 0.004f;
    const engine::Tallies tallies = engine::run(e, {.threads = 1});
    // Deaths of each year by the Gompertz hazard of each patient's age, from year to year.
    const day::Setup setup = day::set_up(e);
    double expected = 0.0, without_ageing = 0.0;
    for (std::uint32_t patient = 0; patient < e.patients; ++patient) {
      const double slope = static_cast<double>(e.parameters.other_deaths_log_per_year_of_age);
      const auto person = model::sample_person(e.cohort, e.eligibility, setup.keys, patient, 0);
      const double at_start = 0.004 * std::exp(slope * (static_cast<double>(person.age_years) - 46.0));
      const double years = (3650.0 - 3.5) / 365.25;
      expected += 1.0 - std::exp(-at_start * (std::exp(slope * years) - 1.0) / slope);
      without_ageing += 1.0 - std::exp(-at_start * years);
    }
    const auto died = static_cast<double>(tallies.at(0, model::Total::died).sum);
    const double z = tests::z_of(died, expected, expected);
    CHECK_MESSAGE(std::abs(z) < tests::kLimit, tests::z_message("deaths", died, expected, z));
    CHECK(died > 1.2 * without_ageing);
  }

  TEST_CASE("survived suicide attempts come at their rate, again and again in the same patients") {
    auto e = tests::quiet_world(kPatients, kDays);
    e.parameters.suicide_attempts_per_year = 0.5f;
    const engine::Tallies tallies = engine::run(e, {.threads = 1});
    double expected = 0.0;
    for (std::uint32_t patient = 0; patient < kPatients; ++patient)
      expected += 0.5 / 365.25 * day::review_day(patient, tallies.periods - 1, kDays);
    const auto seen = static_cast<double>(tallies.at(0, model::Total::suicide_attempts).sum);
    const double z = tests::z_of(seen, expected, expected);  // Poisson
    CHECK_MESSAGE(std::abs(z) < tests::kLimit, tests::z_message("attempts", seen, expected, z));
    CHECK(tallies.at(0, model::Total::suicide_attempts).sum_squares >
          tallies.at(0, model::Total::suicide_attempts).sum);
  }

  TEST_CASE("a hazard of zero brings no event") {
    const auto e = tests::quiet_world(kPatients, 91);
    const engine::Tallies tallies = engine::run(e, {.threads = 1});
    CHECK(tallies.at(0, tallies.periods - 1, Weekly::alive) == kPatients);
    CHECK(tallies.at(0, model::Total::suicide_attempts).sum == 0);
    CHECK(tallies.at(0, model::total_of_lasting(model::SlowHarm::misuse)).sum == 0);
  }
}
