#include <doctest/doctest.h>

#include <cmath>

#include "scenario/language/parameter_words.hpp"
#include "study/calibrate/zero_cases.hpp"

using namespace tachy;
using namespace tachy::study;

namespace {

ZeroCases care(double patient_years) {
  ZeroCases zero;
  zero.patient_years = patient_years;
  zero.years_each = 3.6;
  zero.sessions_per_week = 1.0;
  const model::ParameterRow& share = *scenario::parameter_called("opioid_share");  // any share will do
  zero.ascertained = stated_prior(share, {0.5, 0.2, 0.8, 0.95});
  for (const char* name : {"misuse_supervised", "use_disorder", "misuse_quit"}) {
    const model::ParameterRow& row = *scenario::parameter_called(name);
    zero.uncertain.push_back({&row, table_prior(row)});
  }
  return zero;
}

// Nobody has a risk factor and nothing but the session rate matters.
model::Parameters plain() {
  model::Parameters p = model::default_parameters();
  p.family_history_ratio = p.comorbidity_ratio = p.poor_mood_ratio = 1.0f;
  p.genetic_log_ratio = p.craving_log_ratio = 0.0f;
  return p;
}

}  // namespace

TEST_SUITE("study/calibrate/zero cases") {
  TEST_CASE("without risk factors the chain is that of the evidence: 0.022 per 100 patient-years") {
    // misuse starts at 0.004, goes on at 0.04, quits at 0.2 a year: 0.00022 a year over 3.6 years
    CHECK(disorders_per_patient_year(plain(), care(0.0)) == doctest::Approx(0.00022).epsilon(0.02));
  }
  TEST_CASE("risk factors and rarer sessions move the rate as the hazards do") {
    const double rate = disorders_per_patient_year(plain(), care(0.0));
    CHECK(disorders_per_patient_year(model::default_parameters(), care(0.0)) > 2.0 * rate);
    ZeroCases rare = care(0.0);
    rare.sessions_per_week = 0.5;
    CHECK(disorders_per_patient_year(plain(), rare) == doctest::Approx(0.55 * rate).epsilon(0.01));
  }
  TEST_CASE("a zero in no time says nothing") {
    const WeightedPrior weighted_prior = weigh_by_zero_cases(care(0.0), 1, 200);
    CHECK(weighted_prior.effective_share == doctest::Approx(1.0));
  }
  TEST_CASE("a zero over many years lowers the hazards jointly, and the expected cases") {
    const WeightedPrior weighted_prior = weigh_by_zero_cases(care(20000.0), 1, 400);
    CHECK(weighted_prior.expected_after < 0.5 * weighted_prior.expected_before);
    const auto path = [](const Eigen::MatrixXd& v) { return (v.col(0).array() * v.col(1).array()).mean(); };
    CHECK(path(weighted_prior.values) < 0.7 * path(weighted_prior.unweighted));
    CHECK(weighted_prior.values.rows() == 400);
  }
  TEST_CASE("the same seed gives the same weighted prior") {
    CHECK(weigh_by_zero_cases(care(4000.0), 9, 50).values == weigh_by_zero_cases(care(4000.0), 9, 50).values);
  }
}
