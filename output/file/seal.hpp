// The seal of a file: a last line with the SHA-256 of everything before it. HDF5 and its readers pass over
// what follows the end of their data, so an outcome file carries its seal wherever it goes.
//
// Checked before HDF5 sees the file: the library trusts the numbers it finds, and a damaged name would put
// results under the wrong arm.
#pragma once

#include <filesystem>

#include "output/file/atomic_file.hpp"

namespace tachy::output {

enum class Seal { good, broken, none };

void add_seal(AtomicFile& file);  // after all else
// The file begins with what the other one holds, without that one's seal.
void begin_with(AtomicFile& file, const std::filesystem::path& other);
bool has_seal(const std::filesystem::path& path);  // good or broken; reads the last line only
Seal seal_of(const std::filesystem::path& path);   // reads everything; throws OutputError

}  // namespace tachy::output
