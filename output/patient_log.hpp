// Patients followed one by one: every booked visit with what became of its dose (/doses) and every event
// (/events).
//
// They are walked again after the run, so the rest of the file is the same bytes with and without a log.
// Their stories are kept on several threads and written by one, in order of patients, as they come: memory is
// a few stories and one chunk of each column, however many are logged.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "output/hdf5_writer.hpp"
#include "regimen/experiment.hpp"

namespace tachy::output {

// Whom to log: a sample, these, and those to whom it happened in any arm.
struct TraceRequest {
  double share = 0.0;  // 0..1
  std::vector<std::uint32_t> patients;
  bool misuse = false, use_disorder = false, died = false;

  bool wanted() const { return share > 0.0 || !patients.empty() || misuse || use_disorder || died; }
};

struct PatientLog {
  bool wanted = false;
  std::string choice;                   // in words: "1 % of all; 12, 99; use_disorder"
  std::vector<std::uint32_t> patients;  // to log, rising
  // How to write it; never changes a byte. `written` is told how many are written so far, and may throw to
  // end it.
  int threads = 0;  // 0 = all
  std::function<void(std::size_t patients_written)> written = {};
};
// Runs the experiment once more if it must find those to whom something happened.
PatientLog choose_patients(const regimen::Experiment& experiment, const TraceRequest& request,
                           const engine::Execution& execution);

struct OutcomeInput;
void write_patient_log(const hdf5::NewFile& file, const OutcomeInput& input);  // /doses and /events

}  // namespace tachy::output
