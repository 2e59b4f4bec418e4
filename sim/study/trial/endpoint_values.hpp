// What each person of a simulated trial contributes to an endpoint, and the figure a set of people gives.
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
  double value = 0.0;     // change in points, 0 or 1, mg/kg; for relapses the days watched
  bool relapsed = false;  // at the end of them; else the person was watched no longer
};

struct EndpointPeople {
  std::vector<Contribution> arm, against;  // by person; `against` is empty for a level
};
EndpointPeople contributions_of(const scenario::PublishedEndpoint& endpoint,
                                const scenario::Published& published, const TrialOutcome& outcome);

// The published figure computed from these people; none when nobody counts, or a median is not reached. In
// the unit of the endpoint.
std::optional<double> estimate(const scenario::PublishedEndpoint& endpoint, std::span<const Contribution> arm,
                               std::span<const Contribution> against);

// Figures are compared where they are nearly normal: ratios and median times as logarithms.
double on_comparison_scale(const scenario::PublishedEndpoint& endpoint, double figure);
double from_comparison_scale(const scenario::PublishedEndpoint& endpoint, double value);

// A median time; a trial in which fewer than half relapse does not give it.
inline bool is_median(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::none &&
         endpoint.quantity.measure == scenario::Measure::time_to_relapse;
}
inline bool in_logarithms(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::odds_ratio ||
         endpoint.comparison == scenario::Contrast::hazard_ratio || is_median(endpoint);
}
// A share of people; known to half a person.
inline bool is_share(scenario::Measure measure) {
  using scenario::Measure;
  return measure == Measure::response || measure == Measure::remission || measure == Measure::relapse ||
         measure == Measure::incidence;
}
// People analysed; assumed where a study does not say its size.
inline std::uint32_t people_analysed(std::uint32_t n) { return n > 0 ? n : 50; }

inline bool is_contrast(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison != scenario::Contrast::none;
}
inline bool is_scored(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.not_scored.empty() && endpoint.evidence != scenario::Evidence::recalled &&
         endpoint.comparison != scenario::Contrast::sign;
}

}  // namespace tachy::study
