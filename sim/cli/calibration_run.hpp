// One fit of a plan with its files: progress, OUT.part while it is under way, going on from there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "run/signals.hpp"
#include "study/calibrate/fit.hpp"

namespace tachy::cli {

struct CalibrationRun {
  const study::CalibrationPlan& plan;
  const study::Likelihood& likelihood;
  std::string structure;  // its name; empty for the plan's own
  std::filesystem::path out;
  int threads = 1;
  bool force = false;  // a part file of another fit is overwritten
};

// The finished fit, which is in no file yet; nothing when it was stopped (exit 75) or when no value is
// possible (exit 3), which has been said then and is left in `exit_code`. Throws OutputError when there is a
// part file that this fit cannot go on from.
std::optional<study::CalibrationFile> run_calibration(const CalibrationRun& run,
                                                      const run::StopSignals& signals, int& exit_code);

// The fit that is kept in `path`, if it is this one; throws OutputError when it is another.
study::CalibrationFile calibration_of_run(const std::filesystem::path& path, const CalibrationRun& run);

}  // namespace tachy::cli
