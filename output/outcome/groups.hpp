// The groups of the outcome file, one function each; used by outcome_file.cpp only.
#pragma once

#include "output/hdf5/writer.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::output {

// Coordinates that several groups repeat, always written the same way.
void write_arm_axis(hdf5::GroupWriter& group, const OutcomeInput& input);
void write_week_axis(hdf5::GroupWriter& group, const OutcomeInput& input);

void write_series(const hdf5::NewFile& file, const OutcomeInput& input);         // /outcomes
void write_totals(const hdf5::NewFile& file, const OutcomeInput& input);         // /totals
void write_paired(const hdf5::NewFile& file, const OutcomeInput& input);         // /paired
void write_exact_tallies(const hdf5::NewFile& file, const OutcomeInput& input);  // /tallies
void write_calendar(const hdf5::NewFile& file, const OutcomeInput& input);       // /calendar
void write_parameters(const hdf5::NewFile& file, const OutcomeInput& input);     // /parameters
void write_cohort(const hdf5::NewFile& file, const OutcomeInput& input);         // /cohort

}  // namespace tachy::output
