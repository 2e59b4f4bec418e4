// What each person of a simulated trial contributes to an endpoint, and the figure a set of people gives.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/outcome.hpp"

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

// The published figure computed from these people; none when nobody counts. In the unit of the endpoint.
std::optional<double> estimate(const scenario::PublishedEndpoint& endpoint, std::span<const Contribution> arm,
                               std::span<const Contribution> against);

// Figures are compared where they are nearly normal: ratios and median times as logarithms.
double on_comparison_scale(const scenario::PublishedEndpoint& endpoint, double figure);
double from_comparison_scale(const scenario::PublishedEndpoint& endpoint, double value);

inline bool is_contrast(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.comparison != scenario::Contrast::none;
}
inline bool is_scored(const scenario::PublishedEndpoint& endpoint) {
  return endpoint.not_scored.empty() && endpoint.evidence != scenario::Evidence::recalled &&
         endpoint.comparison != scenario::Contrast::sign;
}

}  // namespace tachy::study
