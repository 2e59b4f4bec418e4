// Builds an HDF5 file in the layout that xarray, netCDF4, h5py and R all read with names.
//
// One group at a time: first its axes (dimension scales), then variables over them by axis name. Creation
// order is kept, time stamps are not, strings are variable-length UTF-8: equal calls give equal bytes.
// It goes to the disk as it is built, under a temporary name (atomic_file.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "output/hdf5/driver.hpp"
#include "output/hdf5/handles.hpp"

namespace tachy::output::hdf5 {

// What a missing double is stored as (also its _FillValue): netCDF's default fill value.
inline constexpr double kFillValue = 9.9692099683868690e+36;

using AttributeValue = std::variant<std::string, double, float, std::int64_t, std::uint64_t>;
struct NamedValue {
  std::string name;
  AttributeValue value;
};
using Attributes = std::vector<NamedValue>;

class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path, Existing existing = Existing::replaced);
  // All that another file holds, to be added to.
  NewFile(const std::filesystem::path& path, Existing existing, const std::filesystem::path& other);
  hid_t id() const { return file_.get(); }
  void tell_failure() const { driven_.tell_failure(); }  // throws if the disk failed
  void put_under_final_name();                           // sealed; every group must be closed before

 private:
  DrivenFile driven_;  // outlives file_, which writes to it on closing
  File file_;
};

void write_attributes(hid_t object, const Attributes& attributes);

class GroupWriter {
 public:
  GroupWriter(const NewFile& file, const std::string& name, const Attributes& attributes);

  void axis(const std::string& name, const std::vector<std::string>& labels, const Attributes& attributes);
  void axis(const std::string& name, const std::vector<std::int32_t>& values, const Attributes& attributes);

  // Values in row order, the last axis fastest; missing doubles are NaN. T: double, float, std::int64_t,
  // std::int32_t, std::uint8_t or std::string.
  hid_t id() const { return group_.get(); }
  using Axes = std::vector<std::string>;
  template <class T>
  void variable(const std::string& name, const Axes& axes, const std::vector<T>& values,
                const Attributes& attributes);

  // Row by row, each a place on the first axis: only as much is held as one chunk has.
  template <class T>
  void variable_by_rows(const std::string& name, const Axes& axes,
                        const std::function<std::vector<T>(std::size_t row)>& row,
                        const Attributes& attributes);

 private:
  struct Axis {
    hsize_t size;
    Dataset scale;
  };
  std::vector<hsize_t> extents(const Axes& axes) const;
  void name_axes(const Dataset& dataset, const Axes& axes) const;
  void add_axis(const std::string& name, hsize_t size, Dataset dataset, const Attributes& attributes);

  Group group_;
  std::map<std::string, Axis> axes_;
};

}  // namespace tachy::output::hdf5
