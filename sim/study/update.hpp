// What a clinic saw, added to a posterior without a new fit: its draws are weighted by the likelihood of the
// clinic's values and drawn anew, so that they are equally likely again.
//
// That holds as long as enough of the draws agree with the clinic; fewer effective ones than kFewestEffective
// would say more about these few than about the clinic.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "study/posterior_part.hpp"
#include "study/trial/predict_trials.hpp"

namespace tachy::study {

inline constexpr double kFewestEffective = 50.0;

struct DrawWeights {
  Eigen::VectorXd weights;  // sum 1; all 0 when no draw gives every value
  double effective_sample_size = 0.0;
};
DrawWeights weigh_draws(std::span<const scenario::Scenario> trials,
                        std::span<const TrialPredictions> predictions);

// As many draws as before, each as often as its weight says: systematic resampling, without chance.
Posterior resampled(const Posterior& posterior, const DrawWeights& weights);

// `before`: the part that was weighted, in words. Grades stay as they were.
PosteriorPart updated_part(const Posterior& posterior, const std::vector<std::string>& studies,
                           const std::string& before);

// Published values beside what is predicted before and after, and the parameters that moved most.
std::string update_text(std::span<const scenario::Scenario> trials,
                        std::span<const TrialPredictions> predictions, const DrawWeights& weights,
                        const Posterior& before, const Posterior& after);

}  // namespace tachy::study
