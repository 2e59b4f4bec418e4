// Small outcomes, written down by hand.
#pragma once

#include <initializer_list>
#include <vector>

#include "study/trial/endpoint_values.hpp"

namespace tachy::tests {

// One row per person, one column per rating day; HAM-D17 points, day::kNotRated when there is none.
using Sheet = std::vector<std::vector<float>>;
inline constexpr float kGone = day::kNotRated;

// A MADRS point is a HAM-D17 point here, so that figures can be worked out by heart.
inline study::TrialOutcome outcome_of(const std::vector<std::uint32_t>& days,
                                      const std::vector<Sheet>& arms) {
  study::TrialOutcome outcome;
  const auto people = static_cast<std::uint32_t>(arms.front().size());
  outcome.ratings = day::RatingSheet(days, static_cast<std::uint32_t>(arms.size()), people);
  outcome.arms.assign(arms.size(), std::vector<study::PersonEnd>(people));
  for (std::size_t arm = 0; arm < arms.size(); ++arm)
    for (std::size_t person = 0; person < people; ++person)
      for (std::size_t place = 0; place < days.size(); ++place)
        outcome.ratings.hamd17[(arm * days.size() + place) * people + person] = arms[arm][person][place];
  return outcome;
}

inline scenario::PublishedEndpoint level(scenario::Measure measure, std::uint32_t day,
                                         double threshold = 0.0) {
  scenario::PublishedEndpoint endpoint;
  endpoint.quantity.measure = measure;
  endpoint.quantity.scale = scenario::Scale::hamd17;
  endpoint.quantity.day = day;
  endpoint.quantity.threshold = threshold;
  return endpoint;
}

inline std::optional<double> figure_of(const scenario::PublishedEndpoint& endpoint,
                                       const study::TrialOutcome& outcome,
                                       const scenario::Published& published = {}) {
  const study::EndpointPeople people = study::contributions_of(endpoint, published, outcome);
  return study::estimate(endpoint, people.arm, people.against);
}

}  // namespace tachy::tests
