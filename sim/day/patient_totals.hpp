// The totals of one patient in one arm.
#pragma once

#include <array>

#include "model/measures.hpp"
#include "model/patient.hpp"

namespace tachy::day {

// As whole numbers in the scale of model::total_table().
std::array<std::int64_t, model::kTotalCount> totals_of(const model::Record<float>& record,
                                                       float baseline_hamd17);

}  // namespace tachy::day
