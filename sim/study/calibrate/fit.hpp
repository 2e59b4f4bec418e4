// Fits a plan: from trials and priors to draws, in rounds that can be stopped in between.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "study/calibrate/calibration_file.hpp"
#include "study/calibrate/likelihood.hpp"

namespace tachy::study {

// The trials a plan may be fitted to: those of its folder with split: calibrate, or of them the ones it
// names. Faults: those of the trial files, and names of trials that do not exist or may not be fitted to.
struct PlanTrials {
  std::vector<scenario::Scenario> trials;
  std::vector<InputFault> faults;
};
PlanTrials trials_of(const CalibrationPlan& plan, const std::string& library_root);

std::string fingerprint(const Likelihood& likelihood);  // of the trials, all filled in

struct FitControl {
  int threads = 1;
  std::function<bool()> stop_asked = {};                  // from any thread
  std::function<void(const CalibrationFile&)> keep = {};  // after each round but the last
  std::function<void(const SamplerState&)> round_begins = {};
  std::function<void(std::uint32_t particles)> evaluated = {};  // of this round, from any thread
};

// Continues the fit in `file`, which may be one that has not begun; false when it was asked to stop.
enum class FitEnd { finished, stopped, nothing_possible };
FitEnd fit(CalibrationFile& file, const CalibrationPlan& plan, const Likelihood& likelihood,
           const FitControl& control);

// Roughly how many evaluations are still to come.
std::uint64_t evaluations_left(const SamplerState& state, const SamplerEffort& effort);

std::vector<Prior> priors_of(const CalibrationPlan& plan);

}  // namespace tachy::study
