// The one table of parameters: name, unit, default, plausible range, grade, source, meaning.
//
// The loader, `tachy describe`, the outcome file and the documentation all read it. Each submodel
// keeps its rows beside its equations (for example response.cpp); parameter_table() joins them.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/parameters.hpp"

namespace tachy::model {

enum class Grade {
  measured,  // read at a published source
  derived,   // computed from measured values
  recalled,  // remembered, not checked at the source
  assumed,   // judgement
};
std::string_view name_of(Grade grade);

// Units are spelled as in scenarios: "1" (dimensionless), "day", "1/day", "1/year", "h", "L", "L/h", "1/h",
// "mg", "mg/week", "points", "mmHg", "year".
struct ParameterRow {
  std::string_view name;  // snake_case, as in scenarios and files
  float Parameters::*field;
  std::string_view unit;
  float default_value, low, high;  // plausible range; the loader refuses values outside it
  Grade grade;
  std::string_view source;
  std::string_view meaning;
  // The loader converts parts of the plan by it, so a value that comes after loading would not reach them.
  bool used_by_loader = false;
  // Of hazards and effects: the value at which there is none. Who asks to go beyond the range may set them
  // from there to a hundred times the range, which is how a model is tested, not how patients fare.
  std::optional<float> no_effect = std::nullopt;
  // Says which model it is, not how much of something there is: never drawn.
  bool structure = false;
  float lowest() const { return no_effect && *no_effect < low ? *no_effect : low; }
  float highest() const { return no_effect ? 100.0f * high : high; }
};

std::span<const ParameterRow> parameter_table();
const ParameterRow& row_of(float Parameters::*field);
Grade worst_grade(const Drivers& drivers);              // of those there are
std::string_view submodel_of(const ParameterRow& row);  // "pharmacokinetics", ...; a row of the table
Parameters default_parameters();
// Names of the parameters that lie outside their plausible ranges.
std::vector<std::string_view> beyond_range(const Parameters& parameters);

}  // namespace tachy::model
