// How an endpoint is described to the meta-regression: its kind, what its arm was given, how often, and how
// long ago; no more than a reader of the paper's table knows.
//
// Endpoints of every kind are put on one scale, benefit in SDs between patients: a change by the SD of
// changes; a share by the share that a shift of one SD moves; odds and hazard ratios by their usual
// conversion to a standardised difference. So endpoints of different kinds inform each other. A contrast is
// described by what its two arms differ in; what they have in common falls away.
#pragma once

#include <string>

#include "scenario/scenario.hpp"
#include "study/validate/meta_regression.hpp"

namespace tachy::study {

struct EndpointDesign {
  double unit = 1.0;  // of the comparison scale, in one SD of benefit; negative where less is better
  std::string theme;  // mood, relapse, an event, dose: a study has one effect on each
  Eigen::VectorXd regressors;
};
EndpointDesign design_of(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint);

// Of the coefficients of those regressors, before any value is known.
CoefficientPriors coefficient_priors();

}  // namespace tachy::study
