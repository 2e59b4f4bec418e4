// Small scenarios with a right answer: one is lived, patient by patient or as a whole.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "day/one_patient.hpp"
#include "day/setup.hpp"
#include "engine/run.hpp"
#include "tests/scenario/in_memory.hpp"

namespace tachy::answers {

inline std::string source_folder() { return TACHY_SOURCE_DIR; }

inline scenario::Scenario good(const scenario::Loaded& loaded) {
  INFO(scenario::shown(loaded));
  REQUIRE(loaded.faults.empty());
  return loaded.scenario;
}

inline scenario::Scenario load_answer(const std::string& name) {
  return good(scenario::load_scenario(scenario::FilesOnDisk{}, source_folder() + "/tests/answers/" + name,
                                      source_folder() + "/scenarios", {}));
}

// A session or another visit that was kept.
struct Kept {
  std::uint32_t patient, arm, day, phase;
  float mg, weight_kg;
  bool given, missed, postponed, lost;
};

// Calls see(Kept) for every booked visit of every patient.
template <class See>
void each_visit(const regimen::Experiment& experiment, See&& see) {
  const day::Setup setup = day::set_up(experiment);
  for (std::uint32_t patient = 0; patient < experiment.patients; ++patient) {
    std::vector<std::uint32_t> phase(experiment.plan.arms, 0);  // as the patient comes
    day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
      if (!note.visit) return;
      see(Kept{patient, note.arm, note.day, phase[note.arm], note.visit->mg, note.life->person.weight_kg,
               any(note.visit->given), any(note.visit->missed), any(note.visit->postponed),
               any(note.visit->lost)});
      phase[note.arm] = note.after->clinic.phase;
    });
  }
}

}  // namespace tachy::answers
