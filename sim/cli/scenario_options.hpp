// Options shared by commands that read a scenario, and the reading itself.
#pragma once

#include <filesystem>
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
  std::optional<std::uint32_t> draws;
  bool beyond_range = false;
};

void add_scenario_options(CLI::App& command, ScenarioOptions& options);

// Prints faults and notes to standard error (and with -v the files read); nothing when there was a fault
// (exit 3). Throws OutputError if the `output` to come is a file that the scenario is read from, such as a
// part of the library or imported patients.
std::optional<scenario::Scenario> load(const ScenarioOptions& options,
                                       const std::filesystem::path& output = {}, bool show_notes = true);

// Throws CLI::ValidationError on `option` when there is no such patient.
void require_patient(const std::string& option, std::uint32_t patient, std::uint32_t patients);

}  // namespace tachy::cli
