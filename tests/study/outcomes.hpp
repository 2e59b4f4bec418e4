// Small outcomes, written down by hand.
#pragma once

#include <initializer_list>
#include <vector>

#include "study/trial/endpoint_values.hpp"

namespace tachy::tests {

// One row per patient, one column per rating day; HAM-D17 points, day::kNotRated when there is none.
using Sheet = std::vector<std::vector<float>>;
inline constexpr float kGone = day::kNotRated;

// A MADRS point is a HAM-D17 point here, so that endpoint values can be worked out by hand.
inline study::TrialOutcome outcome_of(const std::vector<std::uint32_t>& days,
                                      const std::vector<Sheet>& arms) {
  study::TrialOutcome outcome;
  const auto patients = static_cast<std::uint32_t>(arms.front().size());
  outcome.ratings = day::RatingSheet(days, static_cast<std::uint32_t>(arms.size()), patients);
  outcome.arms.assign(arms.size(), std::vector<study::PatientEnd>(patients));
  for (std::size_t arm = 0; arm < arms.size(); ++arm)
    for (std::size_t patient = 0; patient < patients; ++patient)
      for (std::size_t place = 0; place < days.size(); ++place)
        outcome.ratings.hamd17[(arm * days.size() + place) * patients + patient] = arms[arm][patient][place];
  return outcome;
}

inline scenario::PublishedEndpoint level(scenario::EndpointMeasure measure, std::uint32_t day,
                                         double threshold = 0.0) {
  scenario::PublishedEndpoint endpoint;
  endpoint.quantity.measure = measure;
  endpoint.quantity.scale = scenario::Scale::hamd17;
  endpoint.quantity.day = day;
  endpoint.quantity.threshold = threshold;
  return endpoint;
}

inline std::optional<double> value_of(const scenario::PublishedEndpoint& endpoint,
                                      const study::TrialOutcome& outcome,
                                      const scenario::Published& published = {}) {
  const study::EndpointPatients patients = study::contributions_of(endpoint, published, outcome);
  return study::estimate(endpoint, patients.arm, patients.against);
}

}  // namespace tachy::tests
