// How well the model with given parameter values agrees with the trials it may be fitted to.
//
// Only trials whose split is calibrate, and of them only endpoints that are scored: never one that is to be
// predicted, never a recalled value. The endpoint values of one trial are multivariate normal about what
// predict() expects, with covariance by sampling and by study effects, times the trial's weight. Trials of
// the same study count as one. The patients simulated are the same for all values, so that values differ by
// what they do and not by chance.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "study/calibrate/plan.hpp"
#include "study/posterior.hpp"

namespace tachy::study {

struct Target {
  scenario::Scenario trial;         // its `published` holds nothing but what is fitted to
  Eigen::VectorXd endpoint_values;  // published, on their comparison scale
  std::size_t study;                // by number
};

struct Targets {
  std::vector<Target> trials;
  std::vector<std::string> studies;  // names
};
// Throws std::logic_error for a trial that may not be fitted to. Endpoints that nothing uncertain in this
// plan can move are left out, and so are trials without any other.
Targets targets_of(std::vector<scenario::Scenario> trials, const CalibrationPlan& plan);

class Likelihood {
 public:
  Likelihood(Targets targets, const CalibrationPlan& plan);

  const Targets& targets() const { return targets_; }
  // Natural logarithms by study, weighted; minus infinity for the first study that has an endpoint
  // that cannot be computed, and the other studies are then not computed. `values`: of the uncertain
  // parameters, in their units. May be called from many threads at once; `threads` is their number.
  Eigen::VectorXd by_study(const Eigen::VectorXd& values, int threads) const;
  // The prediction of one trial.
  Prediction predict_trial(std::size_t trial, const Eigen::VectorXd& values, const Effort& effort) const;

 private:
  Posterior posterior_with(const Eigen::VectorXd& values) const;

  Targets targets_;
  std::vector<const model::ParameterRow*> parameters_;  // uncertain, then held
  Eigen::VectorXd held_;
  Effort effort_;
};

}  // namespace tachy::study
