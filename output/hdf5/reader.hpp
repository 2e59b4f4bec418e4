// Reads attributes and whole variables of an HDF5 file; every failure is an OutputError that names the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/hdf5/handles.hpp"

namespace tachy::output::hdf5 {

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path);

  bool has_attribute(const std::string& object, const std::string& name) const;
  std::string text(const std::string& object, const std::string& name) const;
  double number(const std::string& object, const std::string& name) const;
  std::int64_t whole_number(const std::string& object, const std::string& name) const;
  std::uint64_t unsigned_number(const std::string& object, const std::string& name) const;

  bool has_group(const std::string& path) const;
  std::size_t size(const std::string& dataset) const;                // number of values
  std::vector<std::string> members(const std::string& group) const;  // datasets, in creation order
  std::vector<std::string> strings(const std::string& dataset) const;
  std::vector<double> numbers(const std::string& dataset) const;  // the missing ones as NaN

  [[noreturn]] void fail(const std::string& what) const;

 private:
  template <class Id>
  Id readable(Id id, const std::string& what) const;
  template <class T>
  T scalar(const std::string& object, const std::string& name, hid_t type) const;

  std::string path_;
  QuietErrors quiet_;
  File file_;
};

}  // namespace tachy::output::hdf5
