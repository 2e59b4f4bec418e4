// What `tachy validate` works on: the trials of a folder, and the parameters to predict them with. Each says
// on standard error why there is nothing, which is exit 3.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/posterior.hpp"

namespace tachy::cli {

using Trials = std::vector<scenario::Scenario>;

std::string shipped_trials();  // their folder
std::optional<Trials> load_trials(const std::string& folder);

struct NamedPosterior {
  study::Posterior posterior;
  std::string in_words, path;  // no path: the defaults
};
// 100 draws at most, evenly spread: they say as much as all, unless they are to be weighted.
study::Posterior some_draws(const study::Posterior& posterior);

// The sample at this path; of an empty one the shipped sample, or the defaults when none was shipped.
std::optional<NamedPosterior> load_named_posterior(const std::string& path);

}  // namespace tachy::cli
