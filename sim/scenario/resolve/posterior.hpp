// The posterior that a scenario's `uncertainty` names: joint draws of what trials were fitted to, and how
// much each of them rests on the trials.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/resolve/library.hpp"

namespace tachy::scenario {

inline constexpr const char* kShippedPosterior = "library/posteriors/calibrated.yaml";

struct NamedPosterior {
  std::string name, sha256;  // as the part says; empty where it does not
  const DrawTable* table = nullptr;
  std::vector<bool> fitted;  // for each parameter: the part grades it as more than assumed
};

// Nothing when the scenario asks for no draws, or after a fault.
std::optional<NamedPosterior> find_posterior(const Node& root, const Resolving& resolving);

}  // namespace tachy::scenario
