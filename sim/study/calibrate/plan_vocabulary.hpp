// The words of a calibration plan, in the manner of sim/scenario/language/vocabulary.hpp.
#pragma once

#include "scenario/language/vocabulary.hpp"

namespace tachy::study {

extern const scenario::Section kPlanSection, kPriorSection, kEffortSection, kZeroCasesSection;

}  // namespace tachy::study
