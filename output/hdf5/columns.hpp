// Columns that grow row by row and share one axis of rows: only the chunk being filled is held uncompressed.
#pragma once

#include <hdf5_hl.h>

#include <string>
#include <vector>

#include "output/hdf5/types.hpp"
#include "output/hdf5/writer.hpp"

namespace tachy::output::hdf5 {

inline constexpr hsize_t kRowsPerChunk = 65536;
inline constexpr float kMissingFloat = 9.9692099683868690e+36f;  // netCDF's fill value of its float

// An axis of rows without values of its own, as netCDF has it: it stores nothing.
class RowAxis {
 public:
  RowAxis(const GroupWriter& group, const std::string& name) : scale_(growing<float>(group, name, false)) {
    built(H5DSset_scale(scale_.get(), "This is a netCDF dimension but not a netCDF variable."));
  }
  void set_rows(hsize_t rows) { built(H5Dset_extent(scale_.get(), &rows)); }
  hid_t id() const { return scale_.get(); }

  template <class T>
  static Dataset growing(const GroupWriter& group, const std::string& name, bool compressed) {
    const PropertyList creation = creation_list(H5P_DATASET_CREATE);
    if (compressed)
      compress_chunks(creation.get(), 1, &kRowsPerChunk);
    else
      built(H5Pset_chunk(creation.get(), 1, &kRowsPerChunk));
    if constexpr (std::is_same_v<T, float>)
      built(H5Pset_fill_value(creation.get(), H5T_NATIVE_FLOAT, &kMissingFloat));
    const hsize_t none = 0, unlimited = H5S_UNLIMITED;
    const Dataspace space(built(H5Screate_simple(1, &none, &unlimited)));
    return Dataset(built(H5Dcreate2(group.id(), name.c_str(), file_type<T>(), space.get(), H5P_DEFAULT,
                                    creation.get(), H5P_DEFAULT)));
  }

 private:
  Dataset scale_;
};

template <class T>
class GrowingColumn {
 public:
  GrowingColumn(const GroupWriter& group, const RowAxis& axis, const std::string& name,
                const Attributes& attributes)
      : dataset_(RowAxis::growing<T>(group, name, true)) {
    built(H5DSattach_scale(dataset_.get(), axis.id(), 0));
    write_attributes(dataset_.get(), attributes);
  }
  void add(T value) {
    waiting_.push_back(value);
    if (waiting_.size() == kRowsPerChunk) flush();
  }
  void flush() {
    if (waiting_.empty()) return;
    const hsize_t start = written_, count = waiting_.size();
    written_ += count;
    built(H5Dset_extent(dataset_.get(), &written_));
    const Dataspace file(built(H5Dget_space(dataset_.get()))),
        memory(built(H5Screate_simple(1, &count, nullptr)));
    built(H5Sselect_hyperslab(file.get(), H5S_SELECT_SET, &start, nullptr, &count, nullptr));
    built(H5Dwrite(dataset_.get(), native_type<T>(), memory.get(), file.get(), H5P_DEFAULT, waiting_.data()));
    waiting_.clear();
  }

 private:
  Dataset dataset_;
  hsize_t written_ = 0;
  std::vector<T> waiting_;
};

}  // namespace tachy::output::hdf5
