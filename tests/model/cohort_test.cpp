#include "model/cohort.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace tachy;
using namespace tachy::model;

namespace {

constexpr std::uint32_t kPatients = 20000;

template <class Each>
void for_all_persons(const Cohort& cohort, const Eligibility& eligibility, Each each) {
  const PhiloxKeys keys = philox_keys(2018);
  for (std::uint32_t patient = 0; patient < kPatients; ++patient)
    each(sample_person(cohort, eligibility, keys, patient, 0));
}

void check_mean(const char* what, double sum, double n, double mean, double sd) {
  const double z = (sum - n * mean) / (sd * std::sqrt(n));
  CHECK_MESSAGE(std::abs(z) < 4.5, what << ": mean " << sum / n << ", expected " << mean << ", z " << z);
}

}  // namespace

TEST_SUITE("model/cohort") {
  TEST_CASE("persons have the means of their cohort") {
    Cohort c;
    c.baseline_hamd17 = {28.8f, 4.3f, 0.0f, 60.0f};
    c.p_own_substance_history = 0.2f;
    double women = 0, weight_of_women = 0, baseline = 0, own = 0, failures = 0;
    for_all_persons(c, {}, [&](const Person& p) {
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
    for_all_persons(c, {}, [&](const Person& p) {
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

  TEST_CASE("when nobody can be eligible the patient number stays empty") {
    Eligibility impossible;
    impossible.min_baseline_hamd17 = 53.0f;
    const Person p = sample_person({}, impossible, philox_keys(2018), 0, 0);
    CHECK(!p.enrolled);
    CHECK(p.candidates_screened == kCandidates);
  }
}
