// The totals of each patient, and their differences from the same patient's totals in the reference arm.
#pragma once

#include "engine/block.hpp"
#include "engine/copies.hpp"
#include "engine/tallies.hpp"
#include "model/cohort.hpp"
#include "regimen/experiment.hpp"

namespace tachy::engine {

// Adds every enrolled patient of a block that has lived its days, with the lives that parted.
void add_totals(const Block& block, const regimen::Experiment& experiment, Tallies& tallies,
                const RareLives& lives = {});

// Screens and enrols the patients of a block, and counts them.
void fill_persons(const regimen::Experiment& experiment, const PhiloxKeys& keys, const Block& block,
                  Tallies& tallies);

}  // namespace tachy::engine
