// What each patient of a simulated trial contributes to an endpoint, and the endpoint's value for a set of
// patients.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/trial/trial_outcome.hpp"

namespace tachy::study {

struct Contribution {
  bool counted = false;   // selected, and with the ratings that are needed
  double value = 0.0;     // change in points, 0 or 1, mg/kg; for relapses the days of follow-up
  bool relapsed = false;  // at the end of follow-up; if not, the patient is censored there
};

struct EndpointPatients {
  std::vector<Contribution> arm, against;  // by patient; `against` is empty for a level
};
EndpointPatients contributions_of(const scenario::PublishedEndpoint& endpoint,
                                  const scenario::Published& published, const TrialOutcome& outcome);

// The endpoint's value computed from these patients, in the unit of the endpoint; none when nobody counts, or
// when a median is not reached.
std::optional<double> estimate(const scenario::PublishedEndpoint& endpoint, std::span<const Contribution> arm,
                               std::span<const Contribution> against);

// Values are compared on a scale on which they are nearly normal: ratios and median times as logarithms.
double on_comparison_scale(const scenario::PublishedEndpoint& endpoint, double value);
double from_comparison_scale(const scenario::PublishedEndpoint& endpoint, double value);

// A median time; a trial in which fewer than half relapse does not give it.
inline bool is_median(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::none &&
         endpoint.quantity.measure == scenario::EndpointMeasure::time_to_relapse;
}
inline bool in_logarithms(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::odds_ratio ||
         endpoint.comparison == scenario::Contrast::hazard_ratio || is_median(endpoint);
}
// A share of patients; known to half a patient.
inline bool is_share(scenario::EndpointMeasure measure) {
  using scenario::EndpointMeasure;
  return measure == EndpointMeasure::response || measure == EndpointMeasure::remission ||
         measure == EndpointMeasure::relapse || measure == EndpointMeasure::incidence;
}
// Patients analysed; assumed where a study does not say its size.
inline std::uint32_t patients_analysed(std::uint32_t n) { return n > 0 ? n : 50; }

inline bool is_contrast(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison != scenario::Contrast::none;
}
inline bool is_scored(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.not_scored.empty() && endpoint.evidence != scenario::Evidence::recalled &&
         endpoint.comparison != scenario::Contrast::sign;
}

}  // namespace tachy::study
