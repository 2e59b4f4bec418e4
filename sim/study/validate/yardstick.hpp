// What the published values of the calibrate trials say without any model: the meta-regression beside which
// the model is judged (meta_regression.hpp).
//
// Levels and contrasts have a regression each. It learns every level that was looked up, also those that are
// not scored because their difference from control is, so that it knows what happens under the drug; and
// every contrast. The trial in question is left out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "study/trial/predictive.hpp"
#include "study/validate/endpoint_design.hpp"

namespace tachy::study {

class Yardstick {
 public:
  explicit Yardstick(std::span<const scenario::Scenario> trials);

  // Of these endpoints of a trial, all levels or all contrasts, on their comparison scale. Sampling is that
  // of the textbook at the published n (sampling_variance.hpp), correlated as said.
  PredictiveDensities predict(const scenario::Scenario& trial, const std::vector<Eigen::Index>& endpoints,
                              const Eigen::MatrixXd& sampling_correlation) const;

 private:
  std::vector<KnownStudy> levels_, contrasts_;  // by study
};

}  // namespace tachy::study
