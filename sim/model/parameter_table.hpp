// The one table of parameters: name, unit, default, plausible range, grade, source, meaning.
//
// The loader, `tachy describe`, the outcome file and the documentation all read it. Each submodel
// keeps its rows beside its equations (for example response.cpp); parameter_table() joins them.
#pragma once

#include <span>
#include <string_view>

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
};

std::span<const ParameterRow> parameter_table();
Parameters default_parameters();

}  // namespace tachy::model
