#include "output/outcome/patient_columns.hpp"

#include <hdf5_hl.h>
#include <string.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/hdf5/self_contained.hpp"

namespace tachy::output {

namespace {

using hdf5::checked;
constexpr std::size_t kMostRows = 2'000'000, kMostCharacters = 1000;
using Column = std::pair<std::string, std::vector<std::string>>;

std::vector<std::string> names_in(hid_t file) {
  std::vector<std::string> names;
  const auto keep = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  checked(H5Literate(file, H5_INDEX_NAME, H5_ITER_INC, nullptr, keep, &names), "the columns");
  return names;
}

std::vector<std::string> texts(hid_t dataset, hid_t type, hid_t space, std::size_t rows) {
  std::vector<std::string> cells;
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> characters(rows);
    checked(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data()), "a column of text");
    for (const char* text : characters)
      cells.emplace_back(text == nullptr ? "" : text, text == nullptr ? 0 : ::strnlen(text, kMostCharacters));
    checked(H5Dvlen_reclaim(type, space, H5P_DEFAULT, characters.data()), "a column of text");
    return cells;
  }
  const std::size_t width = H5Tget_size(type);
  if (width > kMostCharacters)
    throw OutputError(fmt::format("cells of text are {} bytes long, over {}", width, kMostCharacters));
  std::string characters(rows * width, '\0');
  checked(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data()), "a column of text");
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string cell = characters.substr(row * width, width);
    cells.push_back(cell.substr(0, cell.find('\0')));
  }
  return cells;
}

std::vector<std::string> numbers(hid_t dataset, std::size_t rows) {
  std::vector<double> values(rows);
  checked(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          "a column of numbers");
  std::vector<std::string> cells;
  for (const double value : values) cells.push_back(fmt::format("{}", value));
  return cells;
}

Column column_of(hid_t dataset, const std::string& name) {
  const hdf5::Dataspace space(checked(H5Dget_space(dataset), name));
  if (H5Sget_simple_extent_ndims(space.get()) != 1) {
    throw OutputError(fmt::format("the dataset '{}' has not one dimension", name));
  }
  const std::size_t rows = hdf5::values_of(dataset, name);
  if (rows > kMostRows)
    throw OutputError(fmt::format("the dataset '{}' has {} rows, over {}", name, rows, kMostRows));
  const hdf5::Datatype type(checked(H5Dget_type(dataset), name));
  const bool text = H5Tget_class(type.get()) == H5T_STRING;
  return {name, text ? texts(dataset, type.get(), space.get(), rows) : numbers(dataset, rows)};
}

hdf5::File file_in_memory(std::string_view bytes) {
  constexpr std::size_t kGrowBy = 4096;  // bytes; nothing is written
  const hdf5::PropertyList access(checked(H5Pcreate(H5P_FILE_ACCESS), "memory"));
  checked(H5Pset_fapl_core(access.get(), kGrowBy, 0), "memory");
  checked(H5Pset_file_image(access.get(), const_cast<char*>(bytes.data()), bytes.size()),
          "memory");  // a copy
  return hdf5::File(
      checked(H5Fopen("patients", H5F_ACC_RDONLY, access.get()), "it is not a whole HDF5 file"));
}

}  // namespace

std::vector<Column> read_patient_columns(std::string_view bytes) {
  const hdf5::QuietErrors quiet;
  const hdf5::File file = file_in_memory(bytes);
  hdf5::require_self_contained(file);
  std::vector<Column> columns;
  for (const std::string& name : names_in(file.get())) {
    const hdf5::Dataset dataset(H5Dopen2(file.get(), name.c_str(), H5P_DEFAULT));
    if (dataset.get() < 0) {
      throw OutputError(fmt::format("'{}' is a group; the columns are datasets of the root group", name));
    }
    if (H5DSis_scale(dataset.get()) <= 0) columns.push_back(column_of(dataset.get(), name));
  }
  return columns;
}

}  // namespace tachy::output
