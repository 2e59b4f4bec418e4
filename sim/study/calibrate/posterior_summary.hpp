// What a finished fit says about the parameters and the studies.
#pragma once

#include <string>
#include <vector>

#include "study/calibrate/calibration_file.hpp"
#include "study/calibrate/leave_one_out.hpp"
#include "study/calibrate/fit.hpp"
#include "study/calibrate/zero_cases.hpp"

namespace tachy::study {

struct Interval {
  double low = 0.0, median = 0.0, high = 0.0;  // 2.5, 50 and 97.5 %
};
Interval interval_of(const Eigen::VectorXd& values);

struct ParameterFinding {
  const model::ParameterRow* parameter;
  Interval prior, posterior;
  double sd_ratio = 1.0;  // posterior over prior, on the unbounded axis
  bool by_trials = true;  // else by the zero cases

  bool unmoved() const { return sd_ratio > 0.9; }
  bool at_the_edge() const;  // the median is within 5 % of an end of the plausible range
};

struct StudyFinding {
  std::string study;
  LeftOut left_out;
  // The parameter that moves most when the study is left out, and by how many posterior SD.
  const model::ParameterRow* pulled = nullptr;
  double pull = 0.0;
  double impossible = 0.0;  // how often one of its endpoints could not be computed
};

struct EndpointFinding {
  std::string study, endpoint;
  double published = 0.0, predicted = 0.0;  // in the unit of the endpoint
  double z = 0.0;                           // at the posterior mean
};

struct Findings {
  std::vector<Stage> stages;
  std::uint64_t evaluations = 0;
  std::size_t distinct = 0;  // draws that differ
  std::vector<ParameterFinding> parameters;
  std::vector<StudyFinding> studies;
  std::vector<EndpointFinding> endpoints;
  std::optional<WeightedPrior> weighted_prior;
};
Findings findings_of(const CalibrationPlan& plan, const CalibrationFile& file, const Likelihood& likelihood,
                     const std::optional<WeightedPrior>& weighted_prior, int threads);

std::string report_of(const Findings& findings);

// All draws in their units: first the parameters that the trials inform, then those that the zero cases
// weight.
PosteriorTable posterior_table(const CalibrationPlan& plan, const CalibrationFile& file,
                               const std::optional<WeightedPrior>& weighted_prior);

}  // namespace tachy::study
