// Reads from an outcome file what a comparison needs: the arms, their totals, the paired differences.
//
// Everything is taken as the file states it (names, units, directions), so that a file of another minor
// version is compared with its own words. A file that is missing, foreign, truncated or of another major
// version gives an OutputError that says so, and so does one that lacks a measure it counted. Values the file
// marks as missing come back as NaN.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/hdf5/reader.hpp"
#include "output/outcome/statistics.hpp"

namespace tachy::output {

struct ArmTotal {
  Interval mean;
  double sd = kMissing;
  Interval difference;  // to the reference arm; zeros in the reference arm itself
  double difference_sd = kMissing;
  double better = kMissing, worse = kMissing, unchanged = kMissing;  // shares under shared luck
};

struct Measure {
  std::string name, unit, label, definition, direction;
  double smallest_difference = kMissing;  // in unit
  std::vector<ArmTotal> arms;             // in the order of Outcome::arm_ids
};

struct Outcome {
  bool sealed = false;  // checked against its checksum; files of earlier versions have none
  std::string format_version, tool_version, title, reference_arm;
  std::uint64_t seed = 0;
  std::int64_t enrolled = 0, horizon_days = 0;
  std::vector<std::string> arm_ids, arm_labels;
  std::vector<Measure> measures;
};

// Throws OutputError unless this is an outcome file of a version that this program reads, with all its
// measures.
void require_outcome(const hdf5::Reader& file);
Outcome read_outcome(const std::filesystem::path& path);

}  // namespace tachy::output
