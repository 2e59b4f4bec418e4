// What reading a file of patients needs from layers above: the scenario layer knows neither HDF5 nor SHA-256.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tachy::scenario {

using TextColumn = std::pair<std::string, std::vector<std::string>>;  // name, cells as text

using Sha256Of = std::function<std::string(std::string_view bytes)>;

struct PatientFormats {
  Sha256Of sha256;
  std::function<std::vector<TextColumn>(std::string_view bytes)> hdf5_columns;  // throws OutputError
};

}  // namespace tachy::scenario
