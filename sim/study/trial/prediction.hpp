// What the model predicts a study would have published, and how far such values scatter.
//
// Two sources of scatter are kept apart. Sampling: virtual trials of the published size, recruited from the
// simulated patients; all endpoints are read off the same recruits, so that endpoints of one trial are
// correlated. Study effect: studies differ in setting and selection, and in how they ask for harms. The
// drug's ceiling and the unspecific effects of a study are each multiplied by a lognormal with the log SDs
// `study_drug_sd` and `study_setting_sd`; the logits of session events are shifted, and the rise in blood
// pressure multiplied, by an effect with SD `study_harm_sd`. The first two are integrated out by a cubature
// of four points, at plus and minus sqrt(2) SD on either axis, which gives mean and covariance exactly for a
// quadratic response. At each of the points the third is plus or minus one SD, uncorrelated with the
// others.
#pragma once

#include <Eigen/Core>

#include "scenario/study_effects.hpp"
#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

// A median that a larger share of virtual trials does not reach is not predicted: those that do reach it
// would make it look too early and too certain.
inline constexpr double kMostUnreached = 0.05;

struct Effort {
  std::uint32_t patients = 2000;      // simulated for each of the four points
  std::uint32_t virtual_trials = 50;  // recruited from them
  int threads = 1;                    // 0 = all
};

// One element per endpoint of the study, on its comparison scale. What cannot be computed is NaN in `mean`.
struct Prediction {
  Eigen::VectorXd mean;
  Eigen::MatrixXd sampling;  // covariance between virtual trials of the published size
  Eigen::MatrixXd study;     // covariance by study effects
  Eigen::VectorXd positive;  // share of virtual trials with a value above zero, by which a sign is judged
};

// `experiment` holds the parameters to predict with; its number of patients is set by `effort`.
Prediction predict(const regimen::Experiment& experiment, const scenario::Published& published,
                   const Effort& effort);

// The endpoint values of virtual trials recruited from an outcome, one row each, on the comparison scale.
Eigen::MatrixXd virtual_trials(const TrialOutcome& outcome, const scenario::Published& published,
                               std::uint64_t seed, std::uint32_t first_trial, std::uint32_t trials);

}  // namespace tachy::study
