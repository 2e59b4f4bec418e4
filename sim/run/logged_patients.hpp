// Which patients are logged day by day, and their stories: their lives are simulated again after the run.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run.hpp"
#include "output/outcome/patient_log.hpp"

namespace tachy::run {

// Which patients to log: a sample, those listed, and those who had one of these events in any arm.
struct LogRequest {
  double share = 0.0;  // 0..1
  std::vector<std::uint32_t> patients;
  bool misuse = false, use_disorder = false, died = false;

  bool wanted() const { return share > 0.0 || !patients.empty() || misuse || use_disorder || died; }
};

// The patients, without their stories. Runs the experiment once more if it must find those who had an event.
output::PatientLog choose_patients(const regimen::Experiment& experiment, const LogRequest& request,
                                   const engine::Execution& execution);

}  // namespace tachy::run
