// The HDF5 file of a calibration: how far the sampler is, or the draws it ended with.
//
// The file of a calibration under way (OUT.part) and the finished one have the same groups; a finished one
// has /posterior too, with the draws in their units. Same plan, trials and version, same bytes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/calibrate/sampler.hpp"

namespace tachy::study {

// Everything that determines the draws.
struct CalibrationIdentity {
  std::string tool_version, git_revision;
  std::string plan;           // its text
  std::string structure;      // its name; empty for the plan's own
  std::string trials_sha256;  // of the trials it is fitted to, all filled in

  bool operator==(const CalibrationIdentity&) const = default;
};

struct CalibrationFile {
  CalibrationIdentity identity;
  std::vector<std::string> parameters;  // uncertain ones, in the order of the plan
  std::vector<std::string> studies;
  SamplerState state;
};

// The draws of all parameters, those that the trials do not inform included, and the notes that go with them.
struct PosteriorTable {
  std::vector<const model::ParameterRow*> parameters;
  Eigen::MatrixXd values;
  std::string report;
};

// Written whole or not at all; throws OutputError. `posterior`: of a finished one, else nullptr.
void write_calibration(const std::filesystem::path& path, const CalibrationFile& file,
                       const PosteriorTable* posterior);

// Throws OutputError when the file cannot be read or is not that of a calibration.
CalibrationFile read_calibration(const std::filesystem::path& path);

// What differs between two calibrations, as a clause such as "the seed is ..."; "" when nothing does.
std::string first_difference(const CalibrationIdentity& kept, const CalibrationIdentity& wanted);

}  // namespace tachy::study
