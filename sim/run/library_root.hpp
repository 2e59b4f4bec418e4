// Finds the folder that holds `library/`.
#pragma once

#include <string>

namespace tachy::run {

// Upwards from the scenario: the first folder with `library/` in it or with `scenarios/library/` in it;
// else the shipped scenarios, in the source tree or where they were installed.
std::string library_root_for(const std::string& scenario_path);

// The shipped scenarios, in the source tree or where they were installed.
std::string shipped_scenarios();

}  // namespace tachy::run
