// One patient's first six weeks, written out for the ODD document (sim/model/README.md).
#pragma once

#include <string>
#include <vector>

#include "day/one_patient.hpp"
#include "model/course.hpp"

namespace tachy::tests {

inline constexpr std::uint32_t kWorkedPatient = 46;

// Six infusions of 0.5 mg/kg over two weeks, then one a week for those who are half better; six weeks.
regimen::Experiment worked_patient_plan();

// A visit or a review, with the benefit of that day (after the session, if one was given).
struct WorkedDay {
  std::uint32_t day;
  std::string what;
  bool rated, given;
  float score, observed;
  model::Benefit<float> benefit;
  float drug;  // what A + B is worth, log units
};
struct WorkedPatient {
  model::Person person;
  model::Traits<float> traits;
  float exposure, drive;
  float mg;                                // of one session
  float natural_day_2, fluctuation_day_2;  // the illness's own course on the day of the second session
  std::vector<WorkedDay> days;
};
WorkedPatient live_worked_patient(const day::Setup& setup);

// The generated part of the document.
std::string traits_table(const WorkedPatient& patient);
std::string hand_computation(const WorkedPatient& patient, const model::Parameters& p);
std::string day_table(const WorkedPatient& patient);

}  // namespace tachy::tests
