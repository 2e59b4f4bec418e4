// What each patient's life adds up to, and how it differs from the same patient's life in the reference arm.
#pragma once

#include "engine/block.hpp"
#include "engine/tallies.hpp"
#include "model/cohort.hpp"
#include "regimen/experiment.hpp"

namespace tachy::engine {

// Adds every enrolled patient of a block that has lived its days.
void add_totals(const Block& block, std::uint32_t arms, std::uint32_t reference_arm, Tallies& tallies);

// Draws the persons of a block into its columns and counts them.
void fill_persons(const regimen::Experiment& experiment, const PhiloxKeys& keys, const Block& block,
                  Tallies& tallies);

}  // namespace tachy::engine
