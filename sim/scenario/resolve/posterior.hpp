// The posteriors that a scenario's `uncertainty` names: joint draws of what trials were fitted to, and how
// much each of them rests on the trials; and the same of alternative structures of the model, with what they
// fix.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/resolve/library.hpp"
#include "scenario/uncertainty.hpp"

namespace tachy::scenario {

inline constexpr const char* kShippedPosterior = "library/posteriors/calibrated.yaml";

struct NamedPosterior {
  std::string name, sha256;  // as the part says; empty where it does not
  const DrawTable* table = nullptr;
  std::vector<bool> fitted;  // for each parameter: the part grades it as more than assumed
};

// A structure is what its part gives a value of and no draws: these values are the same in each of them.
struct NamedStructure {
  std::string id;  // "one_pool"
  NamedPosterior posterior;
  std::vector<FixedValue> fixed;
};

struct NamedPosteriors {
  NamedPosterior posterior;
  std::vector<NamedStructure> structures;
};

// Nothing when the scenario asks for no draws, or after a fault.
std::optional<NamedPosteriors> find_posteriors(const Node& root, const Resolving& resolving);

}  // namespace tachy::scenario
