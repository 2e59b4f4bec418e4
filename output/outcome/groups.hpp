// The groups of the outcome file: one list, which the writer, diff and export follow, and the functions
// behind it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/hdf5/writer.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::output {

struct OutcomeGroup {
  std::string_view name;  // below the root of the file
  std::span<const std::string_view> axes =
      {};  // of its statistics, in order; none where it has no statistics
  void (*write)(const hdf5::NewFile& file,
                const OutcomeInput& input) = nullptr;  // none: the one before does it
};
std::span<const OutcomeGroup> outcome_groups();  // in the order of the file

// Coordinates that several groups repeat, always written the same way.
void write_arm_axis(hdf5::GroupWriter& group, const OutcomeInput& input);
void write_week_axis(hdf5::GroupWriter& group, const OutcomeInput& input);

void write_series(const hdf5::NewFile& file, const OutcomeInput& input);         // /outcomes
void write_daily(const hdf5::NewFile& file, const OutcomeInput& input);          // /daily
void write_totals(const hdf5::NewFile& file, const OutcomeInput& input);         // /totals
void write_draws(const hdf5::NewFile& file, const OutcomeInput& input);          // /draws
void write_variants(const hdf5::NewFile& file, const OutcomeInput& input);       // /variants
void write_paired(const hdf5::NewFile& file, const OutcomeInput& input);         // /paired
void write_flow(const hdf5::NewFile& file, const OutcomeInput& input);           // /flow
void write_exact_tallies(const hdf5::NewFile& file, const OutcomeInput& input);  // /tallies
void write_calendar(const hdf5::NewFile& file, const OutcomeInput& input);       // /calendar
void write_parameters(const hdf5::NewFile& file, const OutcomeInput& input);     // /parameters
void write_cohort(const hdf5::NewFile& file, const OutcomeInput& input);         // /cohort

}  // namespace tachy::output
