#include "output/hdf5/self_contained.hpp"

#include <fmt/format.h>

#include <string>

#include "base/error.hpp"

namespace tachy::output::hdf5 {

namespace {

constexpr hsize_t kMostPerStoredByte = 1032;  // deflate packs no better

void require_own_storage(hid_t dataset, const std::string& name) {
  const PropertyList creation(checked(H5Dget_create_plist(dataset), name));
  const bool chunked = H5Pget_layout(creation.get()) == H5D_CHUNKED;
  if (H5Pget_layout(creation.get()) == H5D_VIRTUAL)
    throw OutputError(fmt::format("'{}' is put together from other files", name));
  if (!chunked && checked(H5Pget_external_count(creation.get()), name) > 0)
    throw OutputError(fmt::format("the values of '{}' lie in another file", name));
}

struct Visit {
  hid_t file;
  std::string refusal;
};

// Called for every link, those of groups within groups too.
herr_t look_at(hid_t, const char* name, const H5L_info_t* link, void* out) {
  Visit& visit = *static_cast<Visit*>(out);
  try {
    if (link->type != H5L_TYPE_HARD) throw OutputError(fmt::format("'{}' is a link to another place", name));
    const hid_t opened = checked(H5Oopen(visit.file, name, H5P_DEFAULT), name);
    const Handle<H5Oclose> object(opened);
    if (H5Iget_type(opened) == H5I_DATASET) require_own_storage(opened, name);
    return 0;
  } catch (const OutputError& e) {
    visit.refusal = e.what();
    return -1;
  }
}

}  // namespace

void require_self_contained(const File& file) {
  Visit visit{file.get(), ""};
  const herr_t visited = H5Lvisit(file.get(), H5_INDEX_NAME, H5_ITER_NATIVE, look_at, &visit);
  if (!visit.refusal.empty()) throw OutputError(visit.refusal);
  checked(visited, "its contents cannot be listed");
}

File open_self_contained(const std::filesystem::path& path) {
  File file(checked(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "it is not a whole HDF5 file"));
  require_self_contained(file);
  return file;
}

std::size_t values_of(hid_t dataset, const std::string& name) {
  const Dataspace space(checked(H5Dget_space(dataset), name));
  const Datatype type(checked(H5Dget_type(dataset), name));
  const auto values = static_cast<hsize_t>(checked(H5Sget_simple_extent_npoints(space.get()), name));
  const hsize_t stored = H5Dget_storage_size(dataset), each = H5Tget_size(type.get());
  if (each == 0 || values / kMostPerStoredByte > stored / each + 1)
    throw OutputError(fmt::format("'{}' claims {} values, more than were written", name, values));
  return static_cast<std::size_t>(values);
}

}  // namespace tachy::output::hdf5
