// How well each draw of a posterior predicts what a trial published.
#pragma once

#include <Eigen/Core>

#include "study/trial/predict_trials.hpp"
#include "study/trial/predictive.hpp"

namespace tachy::study {

// What each draw predicts of a trial, sampling and study effects together.
PredictiveDensities densities_of(const TrialPredictions& predictions);

// Natural logarithm of the likelihood of the trial's scored values, by draw, times the weight of the trial as
// in a fit. 0 where nothing is scored; minus infinity for a draw that cannot give a value.
Eigen::VectorXd log_likelihoods(const scenario::Scenario& trial, const TrialPredictions& predictions);

}  // namespace tachy::study
