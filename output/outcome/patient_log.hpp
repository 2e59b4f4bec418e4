// Patients followed one by one: every booked visit with what became of its dose (/doses) and every event
// (/events).
//
// Their stories are written as they come, in order of patients: memory is one story and one chunk of each
// column, however many are logged. The rest of the file is the same bytes with and without a log.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "output/hdf5/writer.hpp"
#include "trace/diary_queue.hpp"

namespace tachy::output {

struct PatientLog {
  bool wanted = false;
  std::string choice;                   // in words: "1 % of all; 12, 99; use_disorder"
  std::vector<std::uint32_t> patients;  // to log, rising
  // Gives their stories to the taker one by one, in that order; whatever it throws comes through.
  std::function<void(const trace::DiaryTaker& take)> stories = {};
};

struct OutcomeInput;
void write_patient_log(const hdf5::NewFile& file, const OutcomeInput& input);  // /doses and /events

}  // namespace tachy::output
