// Whether all that an HDF5 file holds lies within it.
//
// HDF5 follows external links, external storage and virtual datasets to any file of the machine, and a
// dataset may claim more values than were ever written. A file that does either is refused.
#pragma once

#include <filesystem>

#include "output/hdf5/handles.hpp"

namespace tachy::output::hdf5 {

// Throw OutputError, without the file's name.
void require_self_contained(const File& file);
File open_self_contained(const std::filesystem::path& path);

// The number of values of a dataset; throws OutputError when it cannot hold as many.
std::size_t values_of(hid_t dataset, const std::string& name);

}  // namespace tachy::output::hdf5
