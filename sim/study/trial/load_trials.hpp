// The studies of a folder: its scenarios that have a `published:` block.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tachy::study {

struct Studies {
  std::vector<scenario::Scenario> trials;  // in order of file names; each has `published`
  std::vector<InputFault> faults;          // of all files; nothing may be scored if there is one
};

// Reads every .yaml of the folder (not of folders in it). Scenarios without `published:` are passed over.
Studies load_studies(const std::string& folder, const std::string& library_root);

}  // namespace tachy::study
