// A good outcome file with changes that leave it a whole HDF5 file: what another program, or a later version,
// might write. The library can read it, so whatever breaks is our doing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace tachy::fuzz {

// A small file with a log of patients.
void write_good_outcome(const std::filesystem::path& path);

// Each change takes eight bytes: what is done (see the .cpp), to which of all objects (two), to which of its
// attributes or values, and four bytes of a new value.
void change_outcome(const std::filesystem::path& path, std::string_view changes);

// A checksum that fits what the file holds now.
void seal_again(const std::filesystem::path& path);

}  // namespace tachy::fuzz
