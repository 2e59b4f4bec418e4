// A posterior of the uncertain parameters: draws of joint values, and an experiment with one of them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "model/parameter_table.hpp"
#include "scenario/scenario.hpp"

namespace tachy::study {

struct Posterior {
  std::vector<const model::ParameterRow*> parameters;
  Eigen::MatrixXd draws;  // one row per draw, one column per parameter, in the unit of its row
  std::vector<std::string> fitted_to = {};  // studies; none where nothing says so
  std::vector<std::string> derived = {};    // parameters that these studies decide, by the part's grades

  std::size_t size() const { return static_cast<std::size_t>(draws.rows()); }
  bool knows(const std::string& study) const {
    return std::find(fitted_to.begin(), fitted_to.end(), study) != fitted_to.end();
  }
};

// One draw, the defaults of the parameter table. `tachy validate` uses it when there is no posterior.
Posterior defaults_only();

// The draws of a library part (posterior_part.hpp), or of a CSV file such as stands beside one.
struct LoadedPosterior {
  Posterior posterior;  // usable only without faults
  std::vector<InputFault> faults;
};
LoadedPosterior load_posterior(const std::string& path);

// Why a parameter that the loader uses up cannot vary in a study, in words.
std::string used_by_loader(const model::ParameterRow& row);

// The trial's experiment with the values of one draw (scenario/draw.hpp). What the trial's own file sets
// stays as it is.
regimen::Experiment with_draw(const scenario::Scenario& trial, const Posterior& posterior, std::size_t draw);

}  // namespace tachy::study
