// Fills in `use:` parts: the file named is read and what stands beside `use:` is laid over it.
//
// A part is looked up beside the file that names it, then in the library root; it may use parts itself.
// Leaving those folders and going round in circles are faults.
#pragma once

#include <string>

#include "scenario/text/faults.hpp"
#include "scenario/text/files.hpp"
#include "scenario/text/source.hpp"
#include "scenario/language/vocabulary.hpp"

namespace tachy::scenario {

struct Library {
  const Files& files;
  std::string scenario_folder, root;
  Sources& sources;
  Faults& faults;
};

// Resolves every `use:` below `node`, where the tables allow one.
void fill_in_parts(Node& node, const Section& section, const Library& library);

}  // namespace tachy::scenario
