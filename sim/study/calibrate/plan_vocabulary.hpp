// The words of a calibration plan, in the manner of sim/scenario/vocabulary.hpp.
#pragma once

#include "scenario/vocabulary.hpp"

namespace tachy::study {

extern const scenario::Section kPlanSection, kPriorSection, kEffortSection, kZeroCasesSection;

}  // namespace tachy::study
