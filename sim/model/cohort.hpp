// ODD 5: who the patients are: the distributions of a cohort, and one patient drawn from them.
#pragma once

#include <cstdint>
#include <string>

#include "base/random.hpp"

namespace tachy::model {

// A normal distribution cut off (by drawing again) at low and high.
struct Marginal {
  float mean, sd, low, high;
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
  bool new_antidepressant = false;  // does everyone start a new oral antidepressant on day 0?
};

// Who may be treated. A candidate who may not is replaced by the next candidate of the same patient number.
struct Eligibility {
  float min_baseline_hamd17 = 0.0f;
  float min_age_years = 18.0f, max_age_years = 120.0f;
  std::uint32_t min_failed_treatments = 2;
  bool exclude_own_substance_history = false;
};

// What is fixed about a person before any random effect.
struct Person {
  float age_years, weight_kg, baseline_hamd17;
  std::uint32_t failed_treatments;
  bool female, own_substance_history, family_substance_history, psychiatric_comorbidity;
  std::uint32_t candidates_screened;  // 1 when the first was eligible
  bool enrolled;                      // false when no candidate in kCandidates was eligible
};
inline constexpr std::uint32_t kCandidates = 64;

Person sample_person(const Cohort& cohort, const Eligibility& eligibility, const PhiloxKeys& keys,
                     std::uint32_t patient, std::uint32_t replicate);

}  // namespace tachy::model
