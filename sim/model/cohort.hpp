// ODD 5: who the patients are: the distributions of a cohort, and one patient drawn from them.
//
// The rows of a file can take the place of the distributions: then patient i is row i modulo the number of
// rows.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"

namespace tachy::model {

// A normal distribution cut off (by drawing again) at low and high.
struct Marginal {
  float mean, sd, low, high;
};

// A person who is screened, as known before enrolment and before any random effect; once enrolled, a patient.
struct Person {
  float age_years, weight_kg, baseline_hamd17;
  std::uint32_t failed_treatments;
  bool female, own_substance_history, family_substance_history, psychiatric_comorbidity;
  std::uint32_t candidates_screened;  // 1 when the first was eligible
  bool enrolled;                      // false when no candidate in kCandidates was eligible
};
inline constexpr std::uint32_t kCandidates = 64;

// How weight and baseline score follow the traits drawn before them: rows of the Cholesky factor of their
// correlations. A trait's standard normal is a sum of the independent normals of age, weight and itself.
struct TraitFactor {
  float weight_from_age = 0.0f, weight_own = 1.0f;
  float baseline_from_age = 0.0f, baseline_from_weight = 0.0f, baseline_own = 1.0f;
};

// Defaults are those of library/cohorts/trd-adults.yaml, where the sources stand.
struct Cohort {
  Marginal age_years{46.0f, 11.5f, 18.0f, 75.0f};
  Marginal weight_kg_women{75.0f, 17.0f, 40.0f, 160.0f};
  Marginal weight_kg_men{87.0f, 17.0f, 45.0f, 180.0f};
  Marginal baseline_hamd17{28.8f, 4.3f, 14.0f, 52.0f};  // points
  float p_female = 0.66f;
  float failed_treatments_mean_beyond_two = 1.0f;  // geometric number beyond the two that define resistance
  float p_own_substance_history = 0.0f;
  float p_family_substance_history = 0.3f;
  float p_psychiatric_comorbidity = 0.4f;
  TraitFactor factor;
  std::vector<Person> imported;     // when not empty, in place of everything above
  bool new_antidepressant = false;  // does everyone start a new oral antidepressant on day 0?
};

// Who may be treated. A candidate who may not is replaced by the next candidate of the same patient number;
// a row that is not eligible leaves its patient numbers empty.
struct Eligibility {
  float min_baseline_hamd17 = 0.0f;
  float min_age_years = 18.0f, max_age_years = 120.0f;
  std::uint32_t min_failed_treatments = 2;
  bool exclude_own_substance_history = false;  // judged by a test: who has one may pass, who has none may not
  float history_test_sensitivity = 1.0f, history_test_specificity = 1.0f;
};

Person sample_person(const Cohort& cohort, const Eligibility& eligibility, const PhiloxKeys& keys,
                     std::uint32_t patient, std::uint32_t replicate);

}  // namespace tachy::model
