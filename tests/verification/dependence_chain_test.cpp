// The dependence submodel with constant hazards is a Markov chain; the population must follow it.
#include <doctest/doctest.h>

#include <array>

#include "sanitized.hpp"
#include "verification/worlds.hpp"

using namespace tachy;
using model::Weekly;

namespace {

using Shares = std::array<double, 5>;  // none, misuse, use disorder, remission; and ever misused

struct Rates {  // per year
  double start = 0.5, quit = 0.9, disorder = 0.7, remit = 1.1, relapse = 0.8;
};

// One review interval: at most one transition, the earliest of two competing clocks.
Shares after_interval(const Shares& s, const Rates& r, double days) {
  const double years = days / 365.25;
  const auto rings = [&](double rate) { return 1.0 - std::exp(-rate * years); };
  const double starts = s[0] * rings(r.start), leaves = s[1] * rings(r.quit + r.disorder);
  const double worsens = leaves * r.disorder / (r.quit + r.disorder);
  const double remits = s[2] * rings(r.remit), relapses = s[3] * rings(r.relapse);
  return {s[0] - starts + leaves - worsens, s[1] + starts - leaves, s[2] + worsens - remits + relapses,
          s[3] + remits - relapses, s[4] + (1.0 - s[4]) * rings(r.start)};
}

regimen::Experiment constant_hazards(std::uint32_t patients, std::uint32_t days, const Rates& r) {
  auto e = tests::quiet_world(patients, days);
  auto& p = e.parameters;
  p.misuse_per_year_supervised = static_cast<float>(r.start);
  p.misuse_quit_per_year = static_cast<float>(r.quit);
  p.use_disorder_per_year = static_cast<float>(r.disorder);
  p.disorder_remission_per_year = static_cast<float>(r.remit);
  p.disorder_relapse_per_year = static_cast<float>(r.relapse);
  p.dose_frequency_floor = 1.0f;
  p.craving_log_ratio = p.genetic_log_ratio = 0.0f;
  p.poor_mood_ratio = 1.0f;
  e.cohort.p_own_substance_history = e.cohort.p_family_substance_history = 0.0f;
  e.cohort.p_psychiatric_comorbidity = 0.0f;
  return e;
}

// Expected numbers at a review and their variances, over patients reviewed on different days.
struct Expected {
  Shares number{}, variance{};
};
std::vector<Expected> expected_by_week(std::uint32_t patients, std::uint32_t days, const Rates& r) {
  std::vector<Expected> out(days / 7);
  for (std::uint32_t group = 0; group < 7; ++group) {  // every seventh patient shares their review days
    double members = 0.0;
    for (std::uint32_t patient = 0; patient < patients; ++patient) members += patient % 7 == group;
    Shares s{1.0, 0.0, 0.0, 0.0, 0.0};
    std::uint32_t last = 0;
    for (std::uint32_t week = 0; week < out.size(); ++week) {
      const std::uint32_t day = day::review_day(group, week, days);
      s = after_interval(s, r, day - last);
      last = day;
      for (std::size_t i = 0; i < s.size(); ++i) {
        out[week].number[i] += members * s[i];
        out[week].variance[i] += members * s[i] * (1.0 - s[i]);
      }
    }
  }
  return out;
}

}  // namespace

TEST_SUITE("verification/dependence") {
  TEST_CASE("with constant hazards misuse, use disorder and remission follow the Markov chain") {
    constexpr std::uint32_t kPatients = tests::fewer_if_sanitized(80000u, 8000u), kDays = 728;
    const Rates rates;
    const engine::Tallies tallies = engine::run(constant_hazards(kPatients, kDays, rates), {.threads = 1});
    const auto expected = expected_by_week(kPatients, kDays, rates);
    const std::array<Weekly, 4> counted = {Weekly::misuse, Weekly::use_disorder,
                                           Weekly::use_disorder_remission,
                                           weekly_of(model::SlowHarm::misuse)};
    for (std::uint32_t week = 12; week < tallies.periods; week += 13)
      for (std::size_t i = 0; i < counted.size(); ++i) {
        const auto seen = static_cast<double>(tallies.at(0, week, counted[i]));
        const Expected& x = expected[week];
        const double z = tests::z_of(seen, x.number[i + 1], x.variance[i + 1]);
        CAPTURE(week);
        CHECK_MESSAGE(
            std::abs(z) < tests::kLimit,
            tests::z_message(model::weekly_table()[static_cast<std::size_t>(counted[i])].name.data(), seen,
                             x.number[i + 1], z));
      }
  }

  TEST_CASE("one transition at most for each weekly review moves the chain by less than a percentage point") {
    const Rates rates;
    Shares fine{1.0, 0.0, 0.0, 0.0, 0.0}, weekly = fine;
    for (int step = 0; step < 728 * 1000; ++step) fine = after_interval(fine, rates, 0.001);
    for (int week = 0; week < 104; ++week) weekly = after_interval(weekly, rates, 7.0);
    for (std::size_t i = 0; i < fine.size(); ++i) CHECK(std::abs(fine[i] - weekly[i]) < 0.01);
  }
}
