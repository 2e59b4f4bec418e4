// The posterior as a part of the library: central values in a YAML file, draws in a CSV file beside it.
//
//   parameters: {use: library/posteriors/calibrated.yaml}               the medians of the draws
//   parameters: {use: library/posteriors/calibrated.yaml, draw: 17}     one draw
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include "model/parameter_table.hpp"

namespace tachy::study {

struct CentralValue {  // of one column of draws
  const model::ParameterRow* parameter;
  double median = 0.0;
  bool derived = false;  // the data moved it; else it is assumed
  std::string source;
};
struct HeldInFit {  // the same in every draw; a structure of the model is made of these
  const model::ParameterRow* parameter;
  float value;
};
struct PosteriorPart {
  std::string title;
  std::string written_by;              // a command, in words
  std::vector<std::string> fitted_to;  // studies
  std::vector<CentralValue> parameters;
  Eigen::MatrixXd draws;  // equally likely, a column for each parameter
  std::vector<HeldInFit> held = {};
};

// Puts both files in place, or none; the part holds the SHA-256 of the draws. Throws OutputError.
void write_posterior_part(const std::string& yaml_path, const PosteriorPart& part);

// `fitted_to` of a part, and the studies it lists.
std::string list_of_studies(const std::vector<std::string>& studies);
std::vector<std::string> listed_studies(std::string_view list);

// "calibrated.yaml" -> "calibrated.csv"
std::string draws_beside(const std::string& yaml_path);

}  // namespace tachy::study
