// A validation as text for people (100 columns), JSON and CSV for programs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "study/validate/validation.hpp"

namespace tachy::study {

struct Validation {
  std::vector<StudyScore> studies;
  std::size_t draws = 0;
  std::uint32_t patients = 0;     // simulated for each of the points of a prediction
  std::string parameters;         // where they come from, in words
  std::string regression_source;  // whose calibrate trials the meta-regression knows, in words
};

std::string validation_text(const Validation& validation);
std::string validation_json(const Validation& validation);
std::string validation_csv(const Validation& validation);  // one row for each endpoint

}  // namespace tachy::study
