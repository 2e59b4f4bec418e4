// Options shared by commands that read a scenario, and the reading itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace CLI {
class App;
}

namespace tachy::cli {

struct ScenarioOptions {
  std::string path;
  std::vector<std::string> set;  // "path=value"
  std::string arms;              // "a,b"
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> patients;
};

void add_scenario_options(CLI::App& command, ScenarioOptions& options);

// Prints faults and notes to standard error; nothing when there was a fault (exit 3).
std::optional<scenario::Scenario> load(const ScenarioOptions& options, bool show_notes = true);

}  // namespace tachy::cli
