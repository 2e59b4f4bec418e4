// From what a run found to its outcome file, with the stories of those who are logged.
#pragma once

#include <filesystem>

#include "cli/checkpoint.hpp"
#include "cli/signals.hpp"
#include "cli/trace_options.hpp"

namespace tachy::cli {

struct LogOptions {
  const TraceOptions& trace;
  int threads;
};
struct StoppedWhileLogging {};  // thrown when a signal comes; what the run found is in the part file

// A log can take longer than the run, so what is finished is kept before. Throws OutputError when the disk
// fails.
void write_result(const std::filesystem::path& path, const scenario::Scenario& scenario,
                  const engine::Finished& finished, const LogOptions& options, const StopSignals& signals,
                  Checkpoint& checkpoint);

}  // namespace tachy::cli
