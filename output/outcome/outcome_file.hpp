// The outcome file: everything a run found, and everything needed to repeat it. Specification: README.md.
//
// Only what determines the result goes in: no time, host, thread count or path, so that equal runs give
// byte-equal files. One thread at a time (serial HDF5).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/tallies.hpp"
#include "output/outcome/draws.hpp"
#include "output/outcome/patient_log.hpp"
#include "regimen/experiment.hpp"

namespace tachy::output {

inline constexpr const char* kFormatName = "tachy outcome";
inline constexpr const char* kFormatVersion = "1.5";  // major.minor; readers refuse another major
inline constexpr const char* kNotice = "Hypothetical patients. Not dosing guidance.";

struct OutcomeArm {
  std::string id, label;
  std::vector<std::string> phase_ids;
  // One for each day of the horizon, if everyone attends and no rule intervenes:
  std::vector<std::uint8_t> planned;  // 1 = a session
  std::vector<std::int32_t> phase;    // number of the phase, from 0; -1 = none
};

struct OutcomeInput {
  std::string title, scenario_text, scenario_resolved;
  std::string tool_version, git_revision;
  std::vector<OutcomeArm> arms;
  std::vector<std::string> dose_form_labels;   // one for each dose form of the plan
  std::vector<std::string> parameter_origins;  // one for each row of parameter_table()
  regimen::Experiment experiment;
  engine::Tallies tallies;                // under draws: all lives of all draws
  std::optional<Draws> draws;             // what each of them gave
  std::optional<engine::Tallies> by_day;  // the same patients in periods of a day, when the horizon is short
  PatientLog log;
};

// Never in place (atomic_file.hpp). Throws OutputError with what to do; ResultExists when there is a file by
// the end and it is not to be replaced.
void write_outcome(const std::filesystem::path& path, const OutcomeInput& input,
                   Existing existing = Existing::replaced);

}  // namespace tachy::output
