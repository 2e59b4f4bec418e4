// What a simulated trial leaves behind: everybody's ratings and doses, under every arm.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/run.hpp"
#include "scenario/published.hpp"

namespace tachy::study {

struct PatientEnd {
  std::uint32_t sessions = 0, last_session_day = 0;
  std::array<std::uint32_t, model::kSessionEvents> events = {};  // sessions with each
  float mean_mg_per_kg = 0.0f;                                   // of the doses given; 0 without one
};

struct TrialOutcome {
  day::RatingSheet ratings;
  std::vector<std::vector<PatientEnd>> arms;  // [arm][patient]
  float madrs_per_hamd17 = 1.0f;

  std::uint32_t patients() const { return ratings.patients; }
};

// Lives the experiment. `rating_days` are within its horizon and rising, the first is day 0.
TrialOutcome simulate_trial(const regimen::Experiment& experiment,
                            const std::vector<std::uint32_t>& rating_days, int threads);

// The ratings of one patient in one arm.
class PatientRatings {
 public:
  PatientRatings(const TrialOutcome& outcome, std::uint32_t arm, std::uint32_t patient)
      : outcome_(outcome), arm_(arm), patient_(patient) {}

  // HAM-D17 on the day, or on the first rating day within the week after it; none if it was not rated.
  std::optional<double> on(std::uint32_t day) const;
  // The same, or else the last one before it.
  std::optional<double> on_or_before(std::uint32_t day) const;
  // The day of the rating that confirms the first relapse after `from_day`; none if there is none.
  std::optional<std::uint32_t> relapse_day(const scenario::RelapseDefinition& relapse,
                                           std::uint32_t from_day) const;
  // The last day with a rating, not after `day`.
  std::optional<std::uint32_t> last_rated_day(std::uint32_t day) const;

 private:
  std::optional<double> at(std::size_t place) const;
  const TrialOutcome& outcome_;
  std::uint32_t arm_, patient_;
};

}  // namespace tachy::study
