// What the absence of use disorders under supervision says about dependence.
//
// Draws from the priors of dependence are weighted jointly by the probability that no case is seen,
// exp(-expected cases). The expected number comes from the model's own hazards in a chain of three states:
// none, misuse, use disorder. Patients differ in family history, comorbidity and genetic liability, have no
// own history, and are dosed at a steady rate. What the weight does not narrow stays wide.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "study/calibrate/plan.hpp"

namespace tachy::study {

// New use disorders per patient-year over the follow-up.
double disorders_per_patient_year(const model::Parameters& parameters, const ZeroCases& care);

struct WeightedPrior {
  Eigen::MatrixXd values;        // one row for each draw wanted, one column for each parameter
  Eigen::MatrixXd unweighted;    // as many draws of the prior before weighting
  double effective_share = 0.0;  // of the candidates: 1 = the zero says nothing
  double expected_before = 0.0, expected_after = 0.0;  // cases that would have been seen, means
};
WeightedPrior weigh_by_zero_cases(const ZeroCases& care, std::uint64_t seed, Eigen::Index draws);

}  // namespace tachy::study
