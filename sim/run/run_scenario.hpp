// One run, from a scenario to its outcome file: resumable, and whole or not at all.
//
// Everything that can be refused is refused before any patient lives. What is finished is kept in OUT.part
// (run/checkpoint.hpp) once a minute, when the run is asked to stop, and before patients are logged.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "run/checkpoint.hpp"
#include "run/logged_patients.hpp"
#include "run/reporter.hpp"
#include "run/run_metadata.hpp"

namespace tachy::run {

struct RunRequest {
  std::filesystem::path result;
  LogRequest log;
  int threads = 1;
  bool force = false;          // replaces an existing result, and a part file of another run
  bool create_folder = false;  // of the result
};

enum class RunEnd {
  written,
  stopped,                // before all patients had lived; what is finished is kept
  stopped_while_writing,  // all have lived and are kept
  nobody_eligible,        // nothing is written or kept
};

struct RunResult {
  RunEnd end = RunEnd::written;
  std::uint32_t draws = 0;    // that are whole
  engine::Finished finished;  // under draws: all their lives together, and the patients of one
  RunMetadata metadata;
  std::filesystem::path kept_in;  // when stopped
};

// stop_asked: whether to end soon; asked from the calling thread about twice a second.
// Throws OutputError when a file is in the way or cannot be written; finished work is then kept if possible.
RunResult run_scenario(const scenario::Scenario& scenario, const RunRequest& request, Reporter& reporter,
                       const std::function<bool()>& stop_asked);

// Arm-days that one patient lives through.
std::uint64_t days_per_patient(const scenario::Scenario& scenario);

}  // namespace tachy::run
