// Owners of HDF5 identifiers: each closes its own, moves, and is never copied.
//
// checked() turns a failed HDF5 call into an OutputError with the library's own innermost reason, and
// QuietErrors keeps HDF5 from printing its error stack meanwhile. The library is the serial one: one
// thread at a time.
#pragma once

#include <hdf5.h>

#include <string>
#include <string_view>
#include <utility>

namespace tachy::output::hdf5 {

template <herr_t (*Close)(hid_t)>
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0) Close(id_);
  }
  hid_t get() const { return id_; }
  hid_t release() { return std::exchange(id_, -1); }

 private:
  hid_t id_ = -1;
};

using File = Handle<H5Fclose>;
using Group = Handle<H5Gclose>;
using Dataset = Handle<H5Dclose>;
using Dataspace = Handle<H5Sclose>;
using Datatype = Handle<H5Tclose>;
using Attribute = Handle<H5Aclose>;
using PropertyList = Handle<H5Pclose>;

// HDF5 1.10.8 crashes when memory runs out inside it. So it is asked for first; without any the program ends
// here, as everywhere.
void require_memory();

// Comes before all else that a file is read or written with.
class QuietErrors {
 public:
  QuietErrors() {
    require_memory();
    H5Eget_auto2(H5E_DEFAULT, &printer_, &printer_argument_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, printer_, printer_argument_); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

 private:
  H5E_auto2_t printer_ = nullptr;
  void* printer_argument_ = nullptr;
};

std::string innermost_reason();  // of the last failed call; empty if HDF5 knows none
[[noreturn]] void throw_failure(std::string_view what);

// Passes on what an HDF5 function returned: an identifier, a count or a status. Negative means failure.
template <class Returned>
Returned checked(Returned returned, std::string_view what) {
  if (returned < 0) throw_failure(what);
  return returned;
}

Datatype text_type();  // variable-length UTF-8

}  // namespace tachy::output::hdf5
