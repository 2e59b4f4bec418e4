// Which patients are logged: a sample by a keyed hash, and those who had one of the wanted events.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run.hpp"

namespace tachy::run {

// A share (0..1) of all patients. Whether a patient is in it depends on seed and number alone; a smaller
// share is a part of every larger one.
std::vector<std::uint32_t> sample_of_patients(const regimen::Experiment& experiment, double share);

// Patients with any of these marks (model::mark_of, ...) in any arm at the end. Runs the experiment
// again.
std::vector<std::uint32_t> patients_who_ever(const regimen::Experiment& experiment,
                                             const engine::Execution& execution, std::uint32_t marks);

}  // namespace tachy::run
