#include "model/cohort.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace tachy;
using namespace tachy::model;

namespace {

constexpr std::uint32_t kPatients = 20000;

template <class Each>
void for_all_patients(const Cohort& cohort, const Eligibility& eligibility, Each each) {
  const PhiloxKeys keys = philox_keys(2018);
  for (std::uint32_t patient = 0; patient < kPatients; ++patient)
    each(sample_person(cohort, eligibility, keys, patient, 0));
}

// Pearson's correlation of two traits over the cohort.
template <class One, class Other>
double correlation(const Cohort& cohort, One one, Other other) {
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for_all_patients(cohort, {}, [&](const Person& p) {
    const auto a = static_cast<double>(one(p)), b = static_cast<double>(other(p));
    x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
  });
  const double n = kPatients;
  return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
}

float age(const Person& p) { return p.age_years; }
float weight(const Person& p) { return p.weight_kg; }
float baseline(const Person& p) { return p.baseline_hamd17; }

void check_mean(const char* what, double sum, double n, double mean, double sd) {
  const double z = (sum - n * mean) / (sd * std::sqrt(n));
  CHECK_MESSAGE(std::abs(z) < 4.5, what << ": mean " << sum / n << ", expected " << mean << ", z " << z);
}

}  // namespace

TEST_SUITE("model/cohort") {
  TEST_CASE("patients have the means of their cohort") {
    Cohort c;
    c.baseline_hamd17 = {28.8f, 4.3f, 0.0f, 60.0f};
    c.p_own_substance_history = 0.2f;
    double women = 0, weight_of_women = 0, baseline = 0, own = 0, failures = 0;
    for_all_patients(c, {}, [&](const Person& p) {
      women += p.female;
      if (p.female) weight_of_women += static_cast<double>(p.weight_kg);
      baseline += static_cast<double>(p.baseline_hamd17);
      own += p.own_substance_history;
      failures += p.failed_treatments;
    });
    check_mean("women", women, kPatients, 0.66, std::sqrt(0.66 * 0.34));
    check_mean("baseline", baseline, kPatients, 28.8, 4.3);
    check_mean("own history", own, kPatients, 0.2, 0.4);
    check_mean("failed treatments", failures, kPatients, 3.0, std::sqrt(2.0));  // 2 + geometric of mean 1
    const double mean_weight = weight_of_women / women;
    CHECK(mean_weight > 75.0);  // cut off below 40 kg, two SD down, and far above
    CHECK(mean_weight < 76.5);
  }

  TEST_CASE("traits keep to their bounds") {
    const Cohort c;
    for_all_patients(c, {}, [&](const Person& p) {
      CHECK(p.age_years >= c.age_years.low);
      CHECK(p.age_years <= c.age_years.high);
      CHECK(p.baseline_hamd17 >= c.baseline_hamd17.low);
    });
  }

  TEST_CASE("who may not be treated is replaced by the next candidate, and eligible patients stay the same") {
    const Cohort c;
    Eligibility severe;
    severe.min_baseline_hamd17 = 30.0f;
    const PhiloxKeys keys = philox_keys(2018);
    std::uint32_t replaced = 0;
    for (std::uint32_t patient = 0; patient < 2000; ++patient) {
      const Person anyone = sample_person(c, {}, keys, patient, 0),
                   chosen = sample_person(c, severe, keys, patient, 0);
      CHECK(chosen.enrolled);
      CHECK(chosen.baseline_hamd17 >= 30.0f);
      if (anyone.baseline_hamd17 >= 30.0f) {
        CHECK(chosen.candidates_screened == 1);
        CHECK(chosen.weight_kg == anyone.weight_kg);
      } else {
        CHECK(chosen.candidates_screened > 1);
        ++replaced;
      }
    }
    CHECK(replaced > 500);
  }

  TEST_CASE("without correlations these patients have always been the same") {
    Cohort c;
    c.p_own_substance_history = 0.2f;
    struct Known {
      std::uint32_t patient;
      float age, weight, baseline;
      std::uint32_t failed;
      bool female, own, family, comorbid;
    };
    constexpr Known kKnown[] = {
        {0, 0x1.6e4c42p+5f, 0x1.e68d9ap+6f, 0x1.910c78p+4f, 4, false, false, false, false},
        {1, 0x1.867642p+5f, 0x1.72de8ep+6f, 0x1.bd3454p+4f, 5, true, false, true, false},
        {77, 0x1.03dac4p+5f, 0x1.427a54p+6f, 0x1.ba508p+4f, 3, true, false, true, true},
        {12345, 0x1.e20e3p+4f, 0x1.455986p+6f, 0x1.2ec01cp+5f, 4, true, true, false, false},
    };
    for (const Known& known : kKnown) {
      CAPTURE(known.patient);
      const Person p = sample_person(c, {}, philox_keys(2018), known.patient, 0);
      CHECK(p.age_years == known.age);
      CHECK(p.weight_kg == known.weight);
      CHECK(p.baseline_hamd17 == known.baseline);
      CHECK(p.failed_treatments == known.failed);
      CHECK(p.female == known.female);
      CHECK(p.own_substance_history == known.own);
      CHECK(p.family_substance_history == known.family);
      CHECK(p.psychiatric_comorbidity == known.comorbid);
    }
    Cohort old = c;  // draws repeated, clamped and of later candidates
    old.age_years = {46.0f, 11.5f, 60.0f, 75.0f};
    old.p_own_substance_history = 0.5f;
    Eligibility strict;
    strict.min_baseline_hamd17 = 31.0f;
    strict.exclude_own_substance_history = true;
    const Person eighth = sample_person(old, strict, philox_keys(2018), 3, 0);
    CHECK(eighth.candidates_screened == 8);
    CHECK(eighth.age_years == 60.0f);
    CHECK(eighth.weight_kg == 0x1.2043fcp+6f);
    CHECK(eighth.baseline_hamd17 == 0x1.0685fcp+5f);
  }

  TEST_CASE("traits correlate as asked, and correlations leave age and its bounds alone") {
    Cohort c;
    c.age_years = {46.0f, 11.5f, 0.0f, 100.0f};
    c.weight_kg_women = c.weight_kg_men = {80.0f, 15.0f, 10.0f, 150.0f};
    c.baseline_hamd17 = {28.0f, 4.0f, 4.0f, 52.0f};
    const Cohort independent = c;
    // Correlations 0.5 (age, weight), 0.3 (age, score), 0.4 (weight, score).
    c.factor = {0.5f, 0.8660254f, 0.3f, 0.28867513f, 0.90921211f};
    const double error = 4.5 / std::sqrt(kPatients);
    CHECK(std::abs(correlation(c, age, weight) - 0.5) < error);
    CHECK(std::abs(correlation(c, age, baseline) - 0.3) < error);
    CHECK(std::abs(correlation(c, weight, baseline) - 0.4) < error);
    CHECK(std::abs(correlation(independent, age, weight)) < error);
    const PhiloxKeys keys = philox_keys(2018);
    double sum = 0, squares = 0;
    for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
      const Person one = sample_person(c, {}, keys, patient, 0);
      REQUIRE(one.age_years == sample_person(independent, {}, keys, patient, 0).age_years);
      sum += static_cast<double>(one.weight_kg);
      squares += static_cast<double>(one.weight_kg * one.weight_kg);
    }
    check_mean("weight", sum, kPatients, 80.0, 15.0);
    const double mean = sum / kPatients;
    CHECK(std::abs(std::sqrt(squares / kPatients - mean * mean) - 15.0) < 0.4);
  }

  TEST_CASE("strongly correlated traits still keep to their bounds") {
    Cohort c;
    c.factor = {0.99f, 0.14106736f, -0.99f, 0.0f, 0.14106736f};
    for_all_patients(c, {}, [&](const Person& p) {
      const Marginal& weights = p.female ? c.weight_kg_women : c.weight_kg_men;
      REQUIRE(p.weight_kg >= weights.low);
      REQUIRE(p.weight_kg <= weights.high);
      REQUIRE(p.baseline_hamd17 >= c.baseline_hamd17.low);
      REQUIRE(p.baseline_hamd17 <= c.baseline_hamd17.high);
    });
  }

  TEST_CASE("patient i is imported row i, the rows are gone through again, and eligibility still decides") {
    Cohort c;
    c.imported = {{30, 60, 25, 2, true, false, true, false, 0, false},
                  {50, 90, 18, 4, false, true, false, true, 0, false}};
    Eligibility severe;
    severe.min_baseline_hamd17 = 20.0f;
    const PhiloxKeys keys = philox_keys(2018);
    for (std::uint32_t patient = 0; patient < 7; ++patient) {
      const Person anyone = sample_person(c, {}, keys, patient, 0);
      const Person& row = c.imported[patient % 2];
      CHECK(anyone.age_years == row.age_years);
      CHECK(anyone.female == row.female);
      CHECK(anyone.failed_treatments == row.failed_treatments);
      CHECK(anyone.enrolled);
      CHECK(anyone.candidates_screened == 1);
      CHECK(sample_person(c, severe, keys, patient, 0).enrolled == (patient % 2 == 0));
    }
  }

  TEST_CASE("an imperfect test lets some histories slip through and turns some patients away for nothing") {
    Cohort c;
    c.p_own_substance_history = 0.2f;
    Eligibility screened;
    screened.exclude_own_substance_history = true;
    screened.history_test_sensitivity = 0.8f;
    screened.history_test_specificity = 0.95f;
    // Passing: 0.2 * 0.2 with and 0.8 * 0.95 without a history, 0.80 together.
    double own = 0, first = 0;
    for_all_patients(c, screened, [&](const Person& p) {
      own += p.own_substance_history;
      first += p.candidates_screened == 1;
    });
    check_mean("history among the enrolled", own, kPatients, 0.05, std::sqrt(0.05 * 0.95));
    check_mean("passed at once", first, kPatients, 0.8, std::sqrt(0.8 * 0.2));
    screened.history_test_sensitivity = screened.history_test_specificity = 1.0f;
    for_all_patients(c, screened, [](const Person& p) { REQUIRE(!p.own_substance_history); });
  }

  TEST_CASE("when nobody can be eligible the patient number stays empty") {
    Eligibility impossible;
    impossible.min_baseline_hamd17 = 53.0f;
    const Person p = sample_person({}, impossible, philox_keys(2018), 0, 0);
    CHECK(!p.enrolled);
    CHECK(p.candidates_screened == kCandidates);
  }
}
