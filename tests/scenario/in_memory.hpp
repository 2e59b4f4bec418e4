// Loads a scenario written in a test.
#pragma once

#include <string>

#include "scenario/load.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/files_in_memory.hpp"
#include "scenario/text/files_on_disk.hpp"

namespace tachy::scenario {

inline std::string scenarios_folder() { return std::string(TACHY_SOURCE_DIR) + "/scenarios"; }

// The shipped library, as it is found from a scenario beside the folder `library`.
inline const FilesInMemory& shipped_library() {
  static const FilesInMemory library = [] {
    const FilesOnDisk disk;
    FilesInMemory memory;
    const std::string folder = scenarios_folder() + "/library/";
    for (const std::string& name : disk.names_below(folder))
      memory.put("library/" + name, disk.read(folder + name, std::string::npos).bytes);
    return memory;
  }();
  return library;
}

inline constexpr const char* kTestScenario = "tachy_test_scenario.yaml";

inline Loaded load_text(const std::string& text, const Overrides& overrides = {}) {
  FilesInMemory files = shipped_library();
  files.put(kTestScenario, text);
  return load_scenario(files, kTestScenario, ".", overrides);
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
inline constexpr const char* kSprays =
    "      - sprays:\n"
    "          give: {drug: esketamine, route: nasal, dose: 84 mg}\n"
    "          days: [0, 3, 7, 10, 14, 17]\n";
inline constexpr const char* kInduction =
    "      - induction:\n"
    "          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n"
    "          days: [0, 2, 4, 7, 9, 11]\n";

}  // namespace tachy::scenario
