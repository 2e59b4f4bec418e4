// Patients followed one by one: every booked visit with what became of its dose (/doses) and every event
// (/events).
//
// They are walked again after the run, one at a time, so the rest of the file is the same bytes with and
// without a log. Memory: one patient's story, one chunk of each column, and the compressed columns; the
// number of patients is limited so that these stay small.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "output/hdf5_writer.hpp"
#include "regimen/experiment.hpp"

namespace tachy::output {

inline constexpr std::size_t kMostLogged = 20000;  // patients

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
  std::size_t left_out = 0;             // chosen beyond kMostLogged
};
// Runs the experiment once more if it must find those to whom something happened.
PatientLog choose_patients(const regimen::Experiment& experiment, const TraceRequest& request,
                           const engine::Execution& execution);

struct OutcomeInput;
void write_patient_log(const hdf5::MemoryFile& file, const OutcomeInput& input);  // /doses and /events

}  // namespace tachy::output
