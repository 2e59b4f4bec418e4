#include "output/hdf5/writer.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "output/hdf5/types.hpp"

namespace tachy::output::hdf5 {

namespace {

constexpr std::size_t kLargestChunk = std::size_t{1} << 20;  // bytes

void write_attribute(hid_t object, const std::string& name, const std::string& text) {
  const Datatype type = text_type();
  const Dataspace space(built(H5Screate(H5S_SCALAR)));
  const Attribute attribute(
      built(H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT)));
  const char* characters = text.c_str();
  built(H5Awrite(attribute.get(), type.get(), &characters));
}

template <class T>
void write_attribute(hid_t object, const std::string& name, T number) {
  const Dataspace space(built(H5Screate(H5S_SCALAR)));
  const Attribute attribute(
      built(H5Acreate2(object, name.c_str(), file_type<T>(), space.get(), H5P_DEFAULT, H5P_DEFAULT)));
  built(H5Awrite(attribute.get(), native_type<T>(), &number));
}

using Extents = std::vector<hsize_t>;
hsize_t product_of(const Extents& extents) {
  return std::accumulate(extents.begin(), extents.end(), hsize_t{1}, std::multiplies<>());
}

// Shuffle, deflate and a checksum. The whole variable is one chunk if small, else each place of the first
// axis is. A variable without values stays unfiltered: HDF5 allows no empty chunk.
template <class T>
void compress(hid_t creation, Extents chunk) {
  const hsize_t count = product_of(chunk);
  if (count == 0) return;
  if (count * sizeof(T) > kLargestChunk) chunk.front() = 1;
  compress_chunks(creation, static_cast<int>(chunk.size()), chunk.data());
}

Dataset create_dataset(const Group& group, const std::string& name, const Extents& extents, hid_t type,
                       const PropertyList& creation) {
  const Dataspace space(built(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr)));
  return Dataset(built(
      H5Dcreate2(group.get(), name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT)));
}

template <class T>
Dataset write_dataset(const Group& group, const std::string& name, const Extents& extents,
                      std::vector<T> values) {
  const PropertyList creation = creation_list(H5P_DATASET_CREATE);
  compress<T>(creation.get(), extents);
  if constexpr (std::is_same_v<T, double>) {
    built(H5Pset_fill_value(creation.get(), native_type<T>(), &kFillValue));
    for (double& value : values) value = std::isnan(value) ? kFillValue : value;
  }
  Dataset dataset = create_dataset(group, name, extents, file_type<T>(), creation);
  built(H5Dwrite(dataset.get(), native_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
  return dataset;
}

Dataset write_dataset(const Group& group, const std::string& name, const Extents& extents,
                      const std::vector<std::string>& values) {
  const Datatype type = text_type();
  Dataset dataset = create_dataset(group, name, extents, type.get(), creation_list(H5P_DATASET_CREATE));
  std::vector<const char*> characters;
  for (const std::string& value : values) characters.push_back(value.c_str());
  built(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data()));
  return dataset;
}

// Rows from `first` on, as many as `values` fill.
template <class T>
void write_rows(const Dataset& dataset, Extents extents, hsize_t first, const std::vector<T>& values) {
  Extents start(extents.size(), 0);
  start.front() = first;
  extents.front() = values.size() / (product_of(extents) / extents.front());
  const Dataspace file(built(H5Dget_space(dataset.get()))),
      memory(built(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr)));
  built(H5Sselect_hyperslab(file.get(), H5S_SELECT_SET, start.data(), nullptr, extents.data(), nullptr));
  built(H5Dwrite(dataset.get(), native_type<T>(), memory.get(), file.get(), H5P_DEFAULT, values.data()));
}

}  // namespace

NewFile::NewFile(const std::filesystem::path& path, Existing existing) : driven_(path, existing) {
  const PropertyList access = driven_.access(), creation = creation_list(H5P_FILE_CREATE);
  file_ = File(built(H5Fcreate("outcome", H5F_ACC_TRUNC, creation.get(), access.get())));
}

NewFile::NewFile(const std::filesystem::path& path, Existing existing, const std::filesystem::path& other)
    : driven_(path, existing) {
  driven_.begin_with(other);
  const PropertyList access = driven_.access();
  file_ = File(built(H5Fopen("outcome", H5F_ACC_RDWR, access.get())));
}

void NewFile::put_under_final_name() {
  if (H5Fget_obj_count(file_.get(), H5F_OBJ_ALL) != 1)
    throw std::logic_error("a part of the file is still open");
  const herr_t closed = H5Fclose(file_.release());
  driven_.tell_failure();
  built(closed);
  driven_.put_under_final_name();
}

void write_attributes(hid_t object, const Attributes& attributes) {
  for (const NamedValue& a : attributes) {
    std::visit([&](const auto& value) { write_attribute(object, a.name, value); }, a.value);
  }
}

GroupWriter::GroupWriter(const NewFile& file, const std::string& name, const Attributes& attributes) {
  const PropertyList creation = creation_list(H5P_GROUP_CREATE);
  group_ = Group(built(H5Gcreate2(file.id(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT)));
  write_attributes(group_.get(), attributes);
}

std::vector<hsize_t> GroupWriter::extents(const Axes& axes) const {
  std::vector<hsize_t> sizes;
  for (const std::string& name : axes) sizes.push_back(axes_.at(name).size);
  return sizes;
}

void GroupWriter::name_axes(const Dataset& dataset, const Axes& axes) const {
  for (unsigned dimension = 0; dimension < axes.size(); ++dimension)
    built(H5DSattach_scale(dataset.get(), axes_.at(axes[dimension]).scale.get(), dimension));
}

void GroupWriter::add_axis(const std::string& name, hsize_t size, Dataset dataset,
                           const Attributes& attributes) {
  built(H5DSset_scale(dataset.get(), name.c_str()));
  write_attributes(dataset.get(), attributes);
  axes_.emplace(name, Axis{size, std::move(dataset)});
}

void GroupWriter::axis(const std::string& name, const std::vector<std::string>& labels,
                       const Attributes& attributes) {
  add_axis(name, labels.size(), write_dataset(group_, name, {labels.size()}, labels), attributes);
}

void GroupWriter::axis(const std::string& name, const std::vector<std::int32_t>& values,
                       const Attributes& attributes) {
  add_axis(name, values.size(), write_dataset(group_, name, {values.size()}, values), attributes);
}

template <class T>
void GroupWriter::variable(const std::string& name, const Axes& axes, const std::vector<T>& values,
                           const Attributes& attributes) {
  const Extents sizes = extents(axes);
  if (product_of(sizes) != values.size()) throw std::logic_error("a variable does not fill its axes");
  const Dataset dataset = write_dataset(group_, name, sizes, values);
  name_axes(dataset, axes);
  if constexpr (std::is_same_v<T, double>) write_attribute(dataset.get(), "_FillValue", kFillValue);
  write_attributes(dataset.get(), attributes);
}

template <class T>
void GroupWriter::variable_by_rows(const std::string& name, const Axes& axes,
                                   const std::function<std::vector<T>(std::size_t row)>& row,
                                   const Attributes& attributes) {
  const Extents sizes = extents(axes);
  Extents chunk = sizes;
  chunk.front() = 1;
  const hsize_t of_row = product_of(chunk);
  chunk.front() =
      std::clamp<hsize_t>(kLargestChunk / sizeof(T) / std::max<hsize_t>(of_row, 1), 1, sizes.front());
  const PropertyList creation = creation_list(H5P_DATASET_CREATE);
  compress_chunks(creation.get(), static_cast<int>(chunk.size()), chunk.data());
  const Dataset dataset = create_dataset(group_, name, sizes, file_type<T>(), creation);
  std::vector<T> waiting;
  for (hsize_t number = 0, first = 0; number < sizes.front(); ++number) {
    const std::vector<T> more = row(number);
    if (more.size() != of_row) throw std::logic_error("a row does not fill its axes");
    waiting.insert(waiting.end(), more.begin(), more.end());
    if (number + 1 - first < chunk.front() && number + 1 < sizes.front()) continue;
    write_rows(dataset, sizes, first, waiting);
    waiting.clear();
    first = number + 1;
  }
  name_axes(dataset, axes);
  write_attributes(dataset.get(), attributes);
}

template void GroupWriter::variable_by_rows(const std::string&, const Axes&,
                                            const std::function<std::vector<std::int64_t>(std::size_t)>&,
                                            const Attributes&);
template void GroupWriter::variable(const std::string&, const Axes&, const std::vector<double>&,
                                    const Attributes&);
template void GroupWriter::variable(const std::string&, const Axes&, const std::vector<float>&,
                                    const Attributes&);
template void GroupWriter::variable(const std::string&, const Axes&, const std::vector<std::int64_t>&,
                                    const Attributes&);
template void GroupWriter::variable(const std::string&, const Axes&, const std::vector<std::int32_t>&,
                                    const Attributes&);
template void GroupWriter::variable(const std::string&, const Axes&, const std::vector<std::uint8_t>&,
                                    const Attributes&);
template void GroupWriter::variable(const std::string&, const Axes&, const std::vector<std::string>&,
                                    const Attributes&);

}  // namespace tachy::output::hdf5
