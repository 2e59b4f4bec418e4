// The library part that a fit leaves: its draws, with where each parameter's value comes from.
#pragma once

#include "study/calibrate/posterior_summary.hpp"
#include "study/posterior_part.hpp"

namespace tachy::study {

PosteriorPart fitted_part(const CalibrationPlan& plan, const PosteriorTable& table, const Findings& findings);

}  // namespace tachy::study
