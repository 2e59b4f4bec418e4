// Predicts trials with every draw of a posterior, in parallel. The result does not depend on the threads.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "study/posterior.hpp"
#include "study/trial/prediction.hpp"

namespace tachy::study {

using TrialPredictions = std::vector<Prediction>;  // by draw

struct TrialToPredict {
  const scenario::Scenario* trial;
  const Posterior* posterior;
  std::uint32_t patients;  // simulated for each of the four points
};

// In the order given. `done` is told how much of the work (0..1) is over, from any thread.
std::vector<TrialPredictions> predict_all(std::span<const TrialToPredict> trials, const Effort& effort,
                                          const std::function<void(double)>& done = {});

}  // namespace tachy::study
