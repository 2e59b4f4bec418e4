// Loads a scenario written in a test.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "scenario/text/faults.hpp"
#include "scenario/load.hpp"

namespace tachy::scenario {

inline std::string scenarios_folder() { return std::string(TACHY_SOURCE_DIR) + "/scenarios"; }

inline Loaded load_text(const std::string& text, const Overrides& overrides = {}) {
  const auto folder = std::filesystem::temp_directory_path() / ("tachy-test-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const auto path = folder / "tachy_test_scenario.yaml";
  std::ofstream(path, std::ios::binary) << text;
  Loaded loaded = load_scenario(path.string(), scenarios_folder(), overrides);
  std::filesystem::remove_all(folder);
  return loaded;
}

inline std::string shown(const Loaded& loaded) {
  std::string text;
  for (const InputFault& fault : loaded.faults) text += format_fault(fault);
  return text;
}

// One arm `a` whose phases are given as YAML, indented by six blanks.
inline std::string one_arm(const std::string& phases, const std::string& more = "") {
  return "title: t\nhorizon: 1 year\nseed: 7\ncohort: {patients: 10}\n" + more +
         "arms:\n  - id: a\n    phases:\n" + phases;
}
inline constexpr const char* kInduction =
    "      - induction:\n"
    "          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n"
    "          days: [0, 2, 4, 7, 9, 11]\n";

}  // namespace tachy::scenario
