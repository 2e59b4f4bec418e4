#include "output/hdf5/driver.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>

#include "output/file/seal.hpp"
#include "output/hdf5/types.hpp"

namespace tachy::output::hdf5 {

namespace {

// What HDF5 knows of the open file. It casts to and from its own struct, which comes first.
struct Driven {
  H5FD_t common;
  DrivenFile* file;
  haddr_t end_of_allocation, end_of_file;
};
Driven* driven(H5FD_t* file) { return reinterpret_cast<Driven*>(file); }
const Driven* driven(const H5FD_t* file) { return reinterpret_cast<const Driven*>(file); }

H5FD_t* open(const char*, unsigned, hid_t access, haddr_t) {
  DrivenFile* const file = *static_cast<DrivenFile* const*>(H5Pget_driver_info(access));
  haddr_t bytes = 0;
  file->attempt([&](const AtomicFile& f) { bytes = f.size(); });
  return &std::make_unique<Driven>(Driven{{}, file, 0, bytes}).release()->common;
}
herr_t close(H5FD_t* file) {
  const std::unique_ptr<Driven> closed(driven(file));
  return 0;
}
herr_t query(const H5FD_t*, unsigned long* features) {
  *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
              H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}
haddr_t end_of_allocation(const H5FD_t* file, H5FD_mem_t) { return driven(file)->end_of_allocation; }
herr_t set_end_of_allocation(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  driven(file)->end_of_allocation = end;
  return 0;
}
haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t) { return driven(file)->end_of_file; }

herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t place, std::size_t bytes, void* to) {
  driven(file)->file->attempt([&](AtomicFile& f) { f.read_at(place, {static_cast<std::byte*>(to), bytes}); });
  return 0;
}
herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t place, std::size_t bytes, const void* from) {
  Driven& d = *driven(file);
  d.file->attempt([&](AtomicFile& f) { f.write_at(place, {static_cast<const std::byte*>(from), bytes}); });
  if (place + bytes > d.end_of_file) d.end_of_file = place + bytes;
  return 0;
}
herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
  Driven& d = *driven(file);
  if (d.end_of_file != d.end_of_allocation)
    d.file->attempt([&](AtomicFile& f) { f.set_size(d.end_of_allocation); });
  d.end_of_file = d.end_of_allocation;
  return 0;
}

H5FD_class_t driver_class() {
  constexpr H5FD_mem_t kRawApart[] = H5FD_FLMAP_DICHOTOMY;
  H5FD_class_t driver{};
  driver.name = "tachy";
  driver.maxaddr = static_cast<haddr_t>(std::numeric_limits<off_t>::max());
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.fapl_size = sizeof(DrivenFile*);
  driver.open = open;
  driver.close = close;
  driver.query = query;
  driver.get_eoa = end_of_allocation;
  driver.set_eoa = set_end_of_allocation;
  driver.get_eof = end_of_file;
  driver.read = read;
  driver.write = write;
  driver.truncate = truncate;
  std::copy(std::begin(kRawApart), std::end(kRawApart), driver.fl_map);
  return driver;
}

}  // namespace

DrivenFile::DrivenFile(const std::filesystem::path& path, Existing existing) : file_(path, existing) {
  const H5FD_class_t driver = driver_class();  // HDF5 takes a copy
  driver_ = Handle<H5FDunregister>(built(H5FDregister(&driver)));
}

void DrivenFile::begin_with(const std::filesystem::path& other) { output::begin_with(file_, other); }

PropertyList DrivenFile::access() {
  PropertyList access(built(H5Pcreate(H5P_FILE_ACCESS)));
  DrivenFile* const self = this;
  built(H5Pset_driver(access.get(), driver_.get(), &self));
  built(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18));
  return access;
}

void DrivenFile::tell_failure() const {
  if (failure_) std::rethrow_exception(failure_);
}

void DrivenFile::put_under_final_name() {
  add_seal(file_);
  file_.put_under_final_name();
}

}  // namespace tachy::output::hdf5
