// How well the model agrees with what was published, beside what a meta-regression without a model would say.
//
// z = (published - predicted) / SD, on the comparison scale of the endpoint. The SD holds sampling at the
// published n, study effects, and the uncertainty of parameters (the spread over draws). Skill is the log
// density that the model gives to the endpoint values of a study, all levels together or all contrasts
// together, less that of the meta-regression (yardstick.hpp), divided by their number; a study counts by its
// weight. Both predict a study as if they had not seen it: the regression leaves it out, and where the draws
// were fitted to it they are weighted anew (left_out.hpp). Sampling correlates the values of the regression
// as it does in virtual trials, where they are read off the same patients.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/trial/predict_trials.hpp"
#include "study/validate/left_out.hpp"
#include "study/validate/resampling.hpp"
#include "study/validate/yardstick.hpp"

namespace tachy::study {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kMissed = 2.0;  // |z| beyond which an endpoint is called a miss

struct Expected {  // on the comparison scale
  double value = kUnknown, sd = kUnknown;
  double z = kUnknown;  // known when the endpoint is scored
};
struct EndpointScore {
  std::size_t number = 0;  // within the study
  bool scored = false;
  double published = kUnknown;  // on the comparison scale
  Expected model, regression;
  double sign_shown = kUnknown;  // share of virtual trials with the published sign
};

// Central predictive intervals that are looked at: predicted -+ so many SDs.
struct CoverageLevel {
  double share, deviates;
};
inline constexpr std::array<CoverageLevel, 3> kCoverageLevels = {
    {{0.50, 0.674489750196}, {0.80, 1.281551565545}, {0.95, 1.959963984540}}};
inline bool is_inside(const Expected& expected, const CoverageLevel& level) {
  return std::abs(expected.z) <= level.deviates;
}

struct StudyScore {
  const scenario::Scenario* trial = nullptr;
  std::vector<EndpointScore> endpoints;                 // in the order of the file
  std::optional<double> skill_levels, skill_contrasts;  // none without a scored endpoint of the kind
  std::optional<LeftOut> left_out;                      // none where the draws do not know the study

  const scenario::Published& published() const { return *trial->published; }
  const scenario::PublishedEndpoint& endpoint(const EndpointScore& score) const {
    return published().endpoints[score.number];
  }
};

// `trial` outlives the score. `left_out`: how the draws are weighted without the study; none = equally.
StudyScore score_study(const scenario::Scenario& trial, const TrialPredictions& predictions,
                       const Yardstick& yardstick, const std::optional<LeftOut>& left_out = {});

// Over the studies of one side of the split; an endpoint weighs as much as the others of its study.
struct Agreement {
  std::optional<StudyMean> mean_z2;
  std::array<std::optional<StudyMean>, kCoverageLevels.size()> coverage;
};
struct Skill {
  std::optional<StudyMean> mean, without_two_best;
};
struct Summary {
  std::size_t studies = 0, endpoints = 0;  // scored
  std::size_t left_out = 0;                // studies of them which the draws knew and were weighted without
  Agreement model, regression;
  Skill levels, contrasts;
};
Summary summarise(std::span<const StudyScore> studies, scenario::Split split);

// Why an endpoint is not scored; empty when it is.
std::string why_not_scored(const StudyScore& study, const EndpointScore& score);

// Endpoints that should be scored, or judged by sign, but for which the model gives no value: no draw gives
// one, or a median is not reached.
std::vector<const scenario::PublishedEndpoint*> not_computed(std::span<const StudyScore> studies);

}  // namespace tachy::study
