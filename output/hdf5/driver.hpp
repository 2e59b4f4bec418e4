// Lets HDF5 write its file through an AtomicFile.
//
// HDF5 cannot close a file that it failed to write. So a failure, such as a full disk, is kept here while
// HDF5 is told that all is well; whoever builds the file asks for it now and then (tell_failure).
#pragma once

#include <exception>
#include <filesystem>

#include "output/file/atomic_file.hpp"
#include "output/hdf5/handles.hpp"

namespace tachy::output::hdf5 {

class DrivenFile {
 public:
  DrivenFile(const std::filesystem::path& path, Existing existing);

  void begin_with(const std::filesystem::path& other);  // all that it holds, before access()
  PropertyList access();        // for H5Fcreate or H5Fopen; the DrivenFile must outlive the file made with it
  void tell_failure() const;    // throws the OutputError of the first failure, if there was one
  void put_under_final_name();  // with its seal (file/seal.hpp)

  template <class Work>
  void attempt(Work work) noexcept {  // after a failure nothing is attempted
    if (failure_) return;
    try {
      work(file_);
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

 private:
  AtomicFile file_;
  Handle<H5FDunregister> driver_;  // HDF5 1.10 uses it once more after the file has let go of it
  std::exception_ptr failure_;
};

}  // namespace tachy::output::hdf5
