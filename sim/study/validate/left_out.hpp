// How the draws of a posterior are weighted to predict a study that they were fitted to as if they had not
// been: by one over the likelihood of its values (calibrate/leave_one_out.hpp).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/calibrate/leave_one_out.hpp"
#include "study/trial/predict_trials.hpp"

namespace tachy::study {

// For each trial; none where its study is not among those that the draws were fitted to, or there is but one
// draw. Trials of one study are left out together.
std::vector<std::optional<LeftOut>> leave_out(std::span<const scenario::Scenario> trials,
                                              std::span<const TrialPredictions> predictions,
                                              const Posterior& posterior);

}  // namespace tachy::study
