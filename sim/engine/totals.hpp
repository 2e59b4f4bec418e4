// What each patient's life adds up to, and how it differs from the same patient's life in the reference arm.
#pragma once

#include <array>

#include "engine/block.hpp"
#include "engine/tallies.hpp"
#include "model/cohort.hpp"
#include "regimen/experiment.hpp"

namespace tachy::engine {

// The totals of one patient in one arm, as whole numbers in the scale of model::total_table().
std::array<std::int64_t, model::kTotalCount> totals_of(const model::Record<float>& record,
                                                       float baseline_hamd17);

// Adds every enrolled patient of a block that has lived its days.
void add_totals(const Block& block, std::uint32_t arms, std::uint32_t reference_arm, Tallies& tallies);

// Draws the persons of a block into its columns and counts them.
void fill_persons(const regimen::Experiment& experiment, const PhiloxKeys& keys, const Block& block,
                  Tallies& tallies);

}  // namespace tachy::engine
