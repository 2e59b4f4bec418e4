// What is damaged in an outcome file, in words for people.
//
// A damaged file may crash the HDF5 library, so a child process looks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tachy::output {

// Empty when the file is whole: it fits its checksum (those of earlier versions have none), and every
// variable can be read. Throws OutputError when it cannot be read at all.
std::vector<std::string> damage_of(const std::filesystem::path& path);

}  // namespace tachy::output
