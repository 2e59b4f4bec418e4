// Reads the table of a patient file in HDF5, given its bytes: one dataset of one dimension for each column,
// in the root group.
//
// h5py, pandas by way of xarray, and R write such files. Dimension scales without values are passed over.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tachy::output {

// Name and cells of each column, by name; numbers in their shortest decimal form. Throws OutputError.
std::vector<std::pair<std::string, std::vector<std::string>>> read_patient_columns(std::string_view bytes);

}  // namespace tachy::output
