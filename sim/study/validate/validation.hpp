// How well the model agrees with what was published, beside what a predictor without a model would say.
//
// z = (published - predicted) / SD, on the comparison scale of the endpoint. The SD holds sampling at the
// published n, study effects, and the uncertainty of parameters (the spread over draws). Skill is the log
// density that the model gives to the endpoint values of a study, all levels together or all contrasts
// together, less the naive predictor's, divided by their number; a study counts by its weight.
//
// The naive predictor has means and variances of its own. Sampling correlates its values as it does in
// virtual trials, where they are read off the same patients. Its other errors about a study are mostly shared
// by endpoints of one cell (correlation 0.8) and independent between cells. With these correlations it
// predicts each calibrate trial from the others a little better than without any. With all correlations of
// the model it would do a little better still, but it would fail wherever two values of a study miss in a
// direction that the model excludes.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/validate/naive.hpp"
#include "study/trial/predict_trials.hpp"
#include "study/validate/resampling.hpp"

namespace tachy::study {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kMissed = 2.0;  // |z| beyond which an endpoint is called a miss

struct EndpointScore {
  std::size_t number = 0;  // within the study
  bool scored = false;
  double published = kUnknown;  // these four on the comparison scale
  double predicted = kUnknown, sd = kUnknown;
  NaivePrediction naive;
  double z = kUnknown, naive_z = kUnknown;  // known when scored
  double sign_shown = kUnknown;             // share of virtual trials with the published sign
};

// Central predictive intervals that are looked at: predicted -+ so many SDs.
struct CoverageLevel {
  double share, deviates;
};
inline constexpr std::array<CoverageLevel, 3> kCoverageLevels = {
    {{0.50, 0.674489750196}, {0.80, 1.281551565545}, {0.95, 1.959963984540}}};
inline bool is_inside(const EndpointScore& score, const CoverageLevel& level) {
  return std::abs(score.z) <= level.deviates;
}

struct StudyScore {
  const scenario::Scenario* trial = nullptr;
  std::vector<EndpointScore> endpoints;                 // in the order of the file
  std::optional<double> skill_levels, skill_contrasts;  // none without a scored endpoint of the kind

  const scenario::Published& published() const { return *trial->published; }
  const scenario::PublishedEndpoint& endpoint(const EndpointScore& score) const {
    return published().endpoints[score.number];
  }
};

// `trial` outlives the score.
StudyScore score_study(const scenario::Scenario& trial, const TrialPredictions& predictions,
                       const NaivePredictor& naive);

// Over the studies of one side of the split; an endpoint weighs as much as the others of its study.
struct Summary {
  std::size_t studies = 0, endpoints = 0;  // scored
  std::optional<StudyMean> mean_z2, skill_levels, skill_contrasts;
  std::array<std::optional<StudyMean>, kCoverageLevels.size()> coverage;
};
Summary summarise(std::span<const StudyScore> studies, scenario::Split split);

// Why an endpoint is not scored; empty when it is.
std::string why_not_scored(const StudyScore& study, const EndpointScore& score);

// Endpoints that should be scored, or judged by sign, but for which the model gives no value: no draw gives
// one, or a median is not reached.
std::vector<const scenario::PublishedEndpoint*> not_computed(std::span<const StudyScore> studies);

}  // namespace tachy::study
