// Reads attributes and whole variables of an HDF5 file; every failure is an OutputError that names the file.
//
// A broken seal is refused before HDF5 opens the file; what reaches outside it, or claims more than it holds,
// after. "Is not there" and "cannot be read" are told apart.
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

  const std::string& path() const { return path_; }
  bool sealed() const { return sealed_; }  // false: of a version that did not seal its files
  bool has_attribute(const std::string& object, const std::string& name) const;
  std::string text(const std::string& object, const std::string& name) const;
  std::string text_or_empty(const std::string& object, const std::string& name) const;  // if it has none
  double number(const std::string& object, const std::string& name) const;
  std::int64_t whole_number(const std::string& object, const std::string& name) const;
  std::uint64_t unsigned_number(const std::string& object, const std::string& name) const;

  bool has_group(const std::string& path) const;
  std::vector<std::size_t> shape(const std::string& dataset) const;
  std::vector<std::string> members(const std::string& group) const;  // datasets, in creation order
  std::vector<std::string> strings(const std::string& dataset) const;
  std::vector<double> numbers(const std::string& dataset) const;  // the missing ones as NaN
  // The same, of a size that is known.
  std::vector<std::string> strings(const std::string& dataset, std::size_t size) const;
  std::vector<double> numbers(const std::string& dataset, std::size_t size) const;
  // A number of the file as a place among `count`; fails when it is none.
  std::size_t place(double number, std::size_t count, const std::string& dataset) const;

  [[noreturn]] void fail(const std::string& what) const;

 private:
  template <class Id>
  Id readable(Id id, const std::string& what) const;
  template <class T>
  T scalar(const std::string& object, const std::string& name, hid_t type) const;

  std::size_t values_in(hid_t dataset, const std::string& name) const;
  template <class Values>
  Values of_size(Values values, std::size_t size, const std::string& dataset) const;

  std::string path_;
  bool sealed_ = false;
  QuietErrors quiet_;
  File file_;
};

}  // namespace tachy::output::hdf5
