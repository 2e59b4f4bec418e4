#include "model/dependence.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "model/parameter_table.hpp"

using namespace tachy;
using namespace tachy::model;

namespace {

std::uint32_t doses_by(std::uint32_t last_day, Dependence state, const Parameters& p) {
  DependenceState d{};
  d.state = state;
  std::uint32_t doses = 0;
  for (std::uint32_t day = 1; day <= last_day; ++day) doses += takes_own_dose(d, p, day);
  return doses;
}

}  // namespace

TEST_SUITE("model/dependence") {
  TEST_CASE("the hazard of misuse is its base rate for one session a week, no craving and no risk factor") {
    auto p = default_parameters();
    p.poor_mood_ratio = 1.0f;
    const float hazard = misuse_hazard_per_day<float>(p, 0.004f, 1.0f, 0.0f, 1.0f, 1.0f);
    CHECK(hazard * 365.25f == doctest::Approx(0.004f));
  }

  TEST_CASE("every risk raises the hazard of misuse") {
    const auto p = default_parameters();
    const float base = misuse_hazard_per_day<float>(p, 0.004f, 1.0f, 0.2f, 0.5f, 0.5f);
    CHECK(misuse_hazard_per_day<float>(p, 0.036f, 1.0f, 0.2f, 0.5f, 0.5f) == doctest::Approx(9.0f * base));
    CHECK(misuse_hazard_per_day<float>(p, 0.004f, 3.0f, 0.2f, 0.5f, 0.5f) == doctest::Approx(3.0f * base));
    CHECK(misuse_hazard_per_day<float>(p, 0.004f, 1.0f, 0.4f, 0.5f, 0.5f) > base);
    CHECK(misuse_hazard_per_day<float>(p, 0.004f, 1.0f, 0.2f, 1.0f, 0.5f) > base);
    CHECK(misuse_hazard_per_day<float>(p, 0.004f, 1.0f, 0.2f, 0.5f, 1.0f) > base);
  }

  TEST_CASE("use disorder does its harm while it is active, misuse a share of it in log units") {
    auto p = default_parameters();
    p.disorder_score_effect = 0.2f;
    p.disorder_death_ratio = 4.0f;
    p.misuse_share_of_harm = 0.5f;
    const HarmsOfUse harms = harms_of_use(p);
    const auto of = [&](float HarmOfUse::*harm, Dependence state) {
      return harm_of_use<float>(harms, harm, static_cast<std::uint32_t>(state));
    };
    CHECK(of(&HarmOfUse::death_ratio, Dependence::use_disorder) == 4.0f);
    CHECK(of(&HarmOfUse::death_ratio, Dependence::misuse) == doctest::Approx(2.0f));
    CHECK(of(&HarmOfUse::score_effect, Dependence::use_disorder) == 0.2f);
    CHECK(of(&HarmOfUse::score_effect, Dependence::misuse) == doctest::Approx(0.1f));
    for (const Dependence state : {Dependence::none, Dependence::remission}) {
      CHECK(of(&HarmOfUse::death_ratio, state) == 1.0f);
      CHECK(of(&HarmOfUse::missed_ratio, state) == 1.0f);
      CHECK(of(&HarmOfUse::drop_out_ratio, state) == 1.0f);
      CHECK(of(&HarmOfUse::score_effect, state) == 0.0f);
    }
  }

  TEST_CASE("whole self-doses add up to the weekly rate") {
    auto p = default_parameters();
    for (const float per_week : {0.25f, 1.0f, 2.5f, 4.0f}) {
      p.misuse_days_per_week = per_week;
      CAPTURE(per_week);
      CHECK(doses_by(7 * 7 * 28, Dependence::misuse, p) == truncate(per_week * 7.0f * 28.0f));
    }
    CHECK(doses_by(7 * 49, Dependence::use_disorder, p) == 6 * 49);
    CHECK(doses_by(7 * 49, Dependence::none, p) == 0);
    CHECK(doses_by(7 * 49, Dependence::remission, p) == 0);
  }

  TEST_CASE("reward tolerance escalates the doses of misuse up to the stated ratio, and no others") {
    const auto p = default_parameters();
    DependenceState misuse{}, disorder{};
    misuse.state = Dependence::misuse;
    disorder.state = Dependence::use_disorder;
    CHECK(own_dose_mg(misuse, p, 0.0f) == p.misuse_dose_mg);
    CHECK(own_dose_mg(misuse, p, 1.0f) == doctest::Approx(p.misuse_escalation * p.misuse_dose_mg));
    CHECK(own_dose_mg(misuse, p, 0.5f) > p.misuse_dose_mg);
    CHECK(own_dose_mg(disorder, p, 1.0f) == p.disorder_dose_mg);
  }

  TEST_CASE("stopping from use disorder brings withdrawal in the stated share, for 3 days to the longest") {
    const PhiloxKeys keys = philox_keys(2018);
    auto p = default_parameters();
    p.disorder_remission_per_year = 1e6f;
    constexpr std::uint32_t kPatients = 10000;
    double withdrawals = 0.0;
    for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
      DependenceState d{};
      d.state = Dependence::use_disorder;
      review_dependence(d, p, 1.0f, false, {&keys, patient, 0, 100, 7.0f});
      REQUIRE(d.state == Dependence::remission);
      if (d.withdrawal_until == 0) continue;
      withdrawals += 1.0;
      CHECK(d.withdrawal_until >= 103);
      CHECK(d.withdrawal_until <= 100 + truncate(p.withdrawal_days_max));
    }
    const double share = static_cast<double>(p.withdrawal_probability);
    const double z = (withdrawals - kPatients * share) / std::sqrt(kPatients * share * (1.0 - share));
    CHECK_MESSAGE(std::abs(z) < 4.5, "withdrawals " << withdrawals << ", z " << z);
  }

  TEST_CASE("detection speeds up remission from use disorder and nothing else") {
    const PhiloxKeys keys = philox_keys(2018);
    const auto p = default_parameters();
    for (std::uint32_t patient = 0; patient < 500; ++patient) {
      const auto day_of_remission = [&](bool detected) {
        DependenceState d{};
        d.state = Dependence::use_disorder;
        d.leave_at = exponential<float>(
            random_words<float>(keys, Purpose::clock_disorder_remission, patient, 0, 0u, 0u)
                .word(Purpose::clock_disorder_remission));
        std::uint32_t day = 7;
        for (; day < 36500 && d.state == Dependence::use_disorder; day += 7)
          review_dependence(d, p, 1.0f, detected, {&keys, patient, 0, day, 7.0f});
        return day;
      };
      CHECK(day_of_remission(true) <= day_of_remission(false));
    }
  }
}
