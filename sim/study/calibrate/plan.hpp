// A calibration plan: which trials, which parameters, how much effort. `tachy calibrate` reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "study/calibrate/prior.hpp"
#include "study/trial/prediction.hpp"

namespace tachy::study {

struct Uncertain {
  const model::ParameterRow* parameter;
  Prior prior;
};
struct Held {
  const model::ParameterRow* parameter;
  float value;
};

// One structure of the model: the fit is made with these values held.
struct Structure {
  std::string id;
  std::vector<Held> held;
};

// Priors of dependence, and the care in which no use disorder was seen.
struct ZeroCases {
  double patient_years = 0.0;
  double years_each = 0.0;  // mean follow-up of one patient
  double sessions_per_week = 0.0;
  Prior ascertained;  // share of cases that would have been seen
  std::vector<Uncertain> uncertain;
};

struct SamplerEffort {
  std::uint32_t particles = 500;
  std::uint32_t moves = 3;  // of each particle at each temperature
};

struct CalibrationPlan {
  std::string path, text, title;
  std::uint64_t seed = 0;
  std::string trials;                // folder
  std::vector<std::string> studies;  // names of its files without .yaml; none = all that may be fitted to
  std::vector<Uncertain> uncertain;
  std::vector<Held> held;
  SamplerEffort sampler;
  Effort effort;  // of one prediction
  std::vector<Structure> structures;
  std::uint32_t structure_particles = 200;
  std::optional<ZeroCases> zero_cases;
  std::string posterior;  // the library part to write; its draws go beside it
};

struct LoadedPlan {
  CalibrationPlan plan;  // usable only without faults
  std::vector<InputFault> faults;
};
LoadedPlan load_plan(const std::string& path);

// The plan with the values of a structure held. What a structure holds is not uncertain in it. Its posterior
// stands beside the plan's, under the name of the structure.
CalibrationPlan with_structure(CalibrationPlan plan, const Structure& structure);

}  // namespace tachy::study
