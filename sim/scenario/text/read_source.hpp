// Reads a text file of a scenario, or says why it cannot be one.
#pragma once

#include <string>

#include "scenario/text/faults.hpp"
#include "scenario/text/files.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// Puts a whole text file into `source`; a fault, at `asked_by` if that is a place, when it cannot be read, is
// no text, or is empty.
bool read_source(const Files& files, const std::string& path, Source& source, Faults& faults,
                 const Place& asked_by, const std::string& key_path);

}  // namespace tachy::scenario
