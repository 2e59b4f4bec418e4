// What misuse and use disorder do to mood, attendance, staying and life.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "sanitized.hpp"
#include "verification/worlds.hpp"

using namespace tachy;
using model::Total;
using model::Weekly;

namespace {

constexpr std::uint32_t kUsers = tests::fewer_if_sanitized(20000u, 2000u), kYear = 364;

void no_harm(model::Parameters& p) {
  p.disorder_score_effect = 0.0f;
  p.disorder_missed_ratio = p.disorder_drop_out_ratio = p.disorder_death_ratio = 1.0f;
}

// Weekly doses, and nothing by chance but misuse: everybody misuses from the first review on, and has a use
// disorder from the second.
regimen::Experiment all_misuse(std::uint32_t patients = kUsers) {
  auto e = tests::quiet_world(patients, kYear);
  no_harm(e.parameters);
  e.parameters.misuse_per_year_supervised = e.parameters.use_disorder_per_year = 1e6f;
  e.parameters.misuse_quit_per_year = e.parameters.disorder_remission_per_year = 0.0f;
  e.plan.attendance.rebook_tries = 0;
  e.plan.arm[0].phases = 1;
  e.plan.arm[0].phase[0] = tests::every(7);
  return e;
}

// What a total adds up to, for each value of one parameter.
std::vector<std::int64_t> sums(regimen::Experiment e, float model::Parameters::*harm,
                               std::initializer_list<float> values, Total total) {
  std::vector<std::int64_t> found;
  for (const float value : values) {
    e.parameters.*harm = value;
    found.push_back(engine::run(e, {.threads = 1}).at(0, total).sum);
  }
  return found;
}
bool goes_up(const std::vector<std::int64_t>& v) {
  return std::adjacent_find(v.begin(), v.end(), std::greater_equal<>()) == v.end();
}
bool goes_down(const std::vector<std::int64_t>& v) { return goes_up({v.rbegin(), v.rend()}); }

}  // namespace

TEST_SUITE("verification/harm of use") {
  TEST_CASE("with every ratio at 1 and no worsening misuse changes nothing but what is taken") {
    auto e = all_misuse();
    e.parameters.other_deaths_per_year = 0.2f;
    e.parameters.drop_out_early_per_week = e.parameters.drop_out_late_per_week = 0.01f;
    e.plan.attendance.p_missed = 0.2f;
    const engine::Tallies with = engine::run(e, {.threads = 1});
    e.parameters.misuse_per_year_supervised = 0.0f;
    const engine::Tallies without = engine::run(e, {.threads = 1});
    CHECK(with.at(0, Total::misuse_dose_mg).sum > 0);
    CHECK(without.at(0, Total::misuse_dose_mg).sum == 0);
    // A dose that the patient takes makes the drug fade in two steps, which rounds differently.
    CHECK(static_cast<double>(with.at(0, Total::hamd17_mean).sum) ==
          doctest::Approx(static_cast<double>(without.at(0, Total::hamd17_mean).sum)).epsilon(1e-6));
    for (const Total total : {Total::remission_weeks, Total::treated_weeks, Total::sessions, Total::died}) {
      CAPTURE(model::row_of(total).name);
      CHECK(with.at(0, total).sum == without.at(0, total).sum);
      CHECK(with.at(0, total).sum_squares == without.at(0, total).sum_squares);
    }
  }

  TEST_CASE("the higher its ratio, the more die, miss visits and leave, and the worse the score") {
    using P = model::Parameters;
    auto deaths = all_misuse();
    deaths.parameters.other_deaths_per_year = 0.1f;
    CHECK(goes_up(sums(deaths, &P::disorder_death_ratio, {1.0f, 1.5f, 3.0f, 6.0f}, Total::died)));
    auto visits = all_misuse();
    visits.plan.attendance.p_missed = 0.2f;
    CHECK(goes_down(sums(visits, &P::disorder_missed_ratio, {1.0f, 1.5f, 3.0f}, Total::sessions)));
    auto leaving = all_misuse();
    leaving.parameters.drop_out_early_per_week = leaving.parameters.drop_out_late_per_week = 0.01f;
    CHECK(goes_down(
        sums(leaving, &P::disorder_drop_out_ratio, {0.7f, 1.0f, 1.35f, 3.0f}, Total::treated_weeks)));
    CHECK(goes_up(sums(all_misuse(), &P::disorder_score_effect, {0.0f, 0.1f, 0.4f}, Total::hamd17_mean)));
  }

  TEST_CASE("misuse without use disorder does more the larger its share, and nothing at a share of 0") {
    auto e = all_misuse();
    e.parameters.use_disorder_per_year = 0.0f;
    e.parameters.other_deaths_per_year = 0.1f;
    e.parameters.disorder_death_ratio = 6.0f;
    const auto deaths = sums(e, &model::Parameters::misuse_share_of_harm, {0.0f, 0.3f, 1.0f}, Total::died);
    CHECK(goes_up(deaths));
    no_harm(e.parameters);
    CHECK(deaths.front() == engine::run(e, {.threads = 1}).at(0, Total::died).sum);
  }

  TEST_CASE("in use disorder deaths of all causes come at the stated ratio, in misuse at its share of it") {
    constexpr double kSuicides = 0.1, kOthers = 0.2, kRatio = 3.0, kShare = 0.5;
    auto e = all_misuse(tests::fewer_if_sanitized(50000u, 5000u));
    e.parameters.suicides_per_year = static_cast<float>(kSuicides);
    e.parameters.other_deaths_per_year = static_cast<float>(kOthers);
    e.parameters.other_deaths_log_per_year_of_age = 0.0f;
    e.parameters.disorder_death_ratio = static_cast<float>(kRatio);
    e.parameters.misuse_share_of_harm = static_cast<float>(kShare);
    double died = 0.0, variance = 0.0;
    for (std::uint32_t patient = 0; patient < e.patients; ++patient) {
      const double first = day::review_day(patient, 0, kYear), second = day::review_day(patient, 1, kYear);
      const double last = day::review_day(patient, kYear / 7 - 1, kYear);
      const double days = first + std::pow(kRatio, kShare) * (second - first) + kRatio * (last - second);
      const double p = 1.0 - std::exp(-(kSuicides + kOthers) / 365.25 * days);
      died += p;
      variance += p * (1.0 - p);
    }
    const auto seen = static_cast<double>(engine::run(e, {.threads = 1}).at(0, Total::died).sum);
    const double z = tests::z_of(seen, died, variance);
    CHECK_MESSAGE(std::abs(z) < tests::kLimit, tests::z_message("deaths", seen, died, z));
  }
}
