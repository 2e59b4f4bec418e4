// The posterior as a part of the library: central values in a YAML file, draws in a CSV file beside it.
//
//   parameters: {use: library/posteriors/calibrated.yaml}               the medians of the draws
//   parameters: {use: library/posteriors/calibrated.yaml, draw: 17}     one draw
#pragma once

#include <string>

#include "study/calibrate/posterior_summary.hpp"

namespace tachy::study {

struct LibraryPart {
  std::string yaml, csv;
};
LibraryPart library_part(const CalibrationPlan& plan, const PosteriorTable& table, const Findings& findings);

// Puts both in place, or none; the part holds the SHA-256 of the draws. Throws OutputError.
void write_library_part(const std::string& yaml_path, const LibraryPart& part);

// `fitted_to` of a part, and the studies it lists.
std::string list_of_studies(const std::vector<std::string>& studies);
std::vector<std::string> listed_studies(std::string_view list);

// "calibrated.yaml" -> "calibrated.csv"
std::string draws_beside(const std::string& yaml_path);

}  // namespace tachy::study
