#include "output/hdf5/reader.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <fstream>
#include <limits>
#include <system_error>

#include "base/error.hpp"
#include "output/file/part_file.hpp"
#include "output/file/seal.hpp"
#include "output/hdf5/columns.hpp"
#include "output/hdf5/self_contained.hpp"

namespace tachy::output::hdf5 {

namespace {

// Tells a file that is not there from one that is not HDF5.
void require_readable(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw OutputError(fmt::format("cannot read '{}': it is a directory, not an outcome file", path.string()));
  }
  if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error))
    throw OutputError(fmt::format("cannot read '{}': it is no regular file", path.string()));
  errno = 0;
  if (!std::ifstream(path, std::ios::binary)) {
    throw OutputError(
        fmt::format("cannot read '{}': {}", path.string(), std::generic_category().message(errno)));
  }
  require_no_part(path);
}

}  // namespace

Reader::Reader(const std::filesystem::path& path) : path_(path.string()) {
  require_readable(path);
  const Seal seal = seal_of(path);
  sealed_ = seal == Seal::good;
  if (seal == Seal::broken)
    throw OutputError(
        fmt::format("'{}' is damaged: it does not fit its checksum; 'tachy check' says where", path_));
  try {
    file_ = open_self_contained(path);
  } catch (const OutputError& e) {
    fail(e.what());
  }
}

void Reader::fail(const std::string& what) const {
  throw OutputError(
      fmt::format("cannot read '{}': {}; it is damaged, cut short, or not made by tachy", path_, what));
}

template <class Id>
Id Reader::readable(Id id, const std::string& what) const {
  if (id < 0) fail(what);
  return id;
}

bool Reader::has_attribute(const std::string& object, const std::string& name) const {
  return readable(H5Aexists_by_name(file_.get(), object.c_str(), name.c_str(), H5P_DEFAULT),
                  fmt::format("the attributes of '{}' cannot be read", object)) > 0;
}

std::string Reader::text_or_empty(const std::string& object, const std::string& name) const {
  return has_attribute(object, name) ? text(object, name) : "";
}

bool Reader::has_group(const std::string& path) const {
  return readable(H5Lexists(file_.get(), path.c_str(), H5P_DEFAULT),
                  fmt::format("whether there is a group '{}' cannot be read", path)) > 0;
}

std::vector<std::size_t> Reader::shape(const std::string& name) const {
  const std::string what = fmt::format("the variable '{}' is missing or damaged", name);
  const Dataset dataset(readable(H5Dopen2(file_.get(), name.c_str(), H5P_DEFAULT), what));
  const Dataspace space(readable(H5Dget_space(dataset.get()), what));
  std::vector<hsize_t> extents(
      static_cast<std::size_t>(readable(H5Sget_simple_extent_ndims(space.get()), what)));
  readable(H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr), what);
  return {extents.begin(), extents.end()};
}

template <class Values>
Values Reader::of_size(Values values, std::size_t size, const std::string& dataset) const {
  if (values.size() != size) fail(fmt::format("'{}' has {} values, not {}", dataset, values.size(), size));
  return values;
}

std::vector<std::string> Reader::strings(const std::string& dataset, std::size_t size) const {
  return of_size(strings(dataset), size, dataset);
}

std::vector<double> Reader::numbers(const std::string& dataset, std::size_t size) const {
  return of_size(numbers(dataset), size, dataset);
}

std::size_t Reader::place(double number, std::size_t count, const std::string& dataset) const {
  if (!(number >= 0 && number < static_cast<double>(count)))
    fail(fmt::format("'{}' holds {}, which stands for nothing", dataset, number));
  return static_cast<std::size_t>(number);
}

std::size_t Reader::values_in(hid_t dataset, const std::string& name) const {
  try {
    return values_of(dataset, name);
  } catch (const OutputError& e) {
    fail(e.what());
  }
}

template <class T>
T Reader::scalar(const std::string& object, const std::string& name, hid_t type) const {
  const std::string what =
      fmt::format("the attribute '{}' of '{}' is missing or of another kind", name, object);
  const Attribute attribute(
      readable(H5Aopen_by_name(file_.get(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), what));
  const Dataspace space(readable(H5Aget_space(attribute.get()), what));
  if (H5Sget_simple_extent_npoints(space.get()) != 1) fail(what);
  T value{};
  readable(H5Aread(attribute.get(), type, &value), what);
  return value;
}

std::string Reader::text(const std::string& object, const std::string& name) const {
  const Datatype type = text_type();
  char* characters = scalar<char*>(object, name, type.get());
  std::string value = characters == nullptr ? "" : characters;
  H5free_memory(characters);
  return value;
}

double Reader::number(const std::string& object, const std::string& name) const {
  return scalar<double>(object, name, H5T_NATIVE_DOUBLE);
}

std::int64_t Reader::whole_number(const std::string& object, const std::string& name) const {
  return scalar<std::int64_t>(object, name, H5T_NATIVE_INT64);
}

std::uint64_t Reader::unsigned_number(const std::string& object, const std::string& name) const {
  return scalar<std::uint64_t>(object, name, H5T_NATIVE_UINT64);
}

std::vector<std::string> Reader::members(const std::string& group) const {
  const std::string what = fmt::format("the group '{}' is missing", group);
  const Group opened(readable(H5Gopen2(file_.get(), group.c_str(), H5P_DEFAULT), what));
  std::vector<std::string> names;
  const auto keep = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  readable(H5Literate(opened.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, keep, &names), what);
  return names;
}

std::vector<std::string> Reader::strings(const std::string& name) const {
  const std::string what = fmt::format("the labels '{}' are missing or damaged", name);
  const Dataset dataset(readable(H5Dopen2(file_.get(), name.c_str(), H5P_DEFAULT), what));
  const Dataspace space(readable(H5Dget_space(dataset.get()), what));
  std::vector<char*> characters(values_in(dataset.get(), name));
  const Datatype type = text_type();
  readable(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data()), what);
  std::vector<std::string> values;
  for (char* text : characters) values.emplace_back(text == nullptr ? "" : text);
  readable(H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, characters.data()), what);
  return values;
}

std::vector<double> Reader::numbers(const std::string& name) const {
  const std::string what = fmt::format("the variable '{}' is missing or damaged", name);
  const Dataset dataset(readable(H5Dopen2(file_.get(), name.c_str(), H5P_DEFAULT), what));
  std::vector<double> values(values_in(dataset.get(), name));
  readable(H5Dread(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
  for (double& value : values) {
    if (value == kFillValue || value == double{kMissingFloat})
      value = std::numeric_limits<double>::quiet_NaN();
  }
  return values;
}

}  // namespace tachy::output::hdf5
