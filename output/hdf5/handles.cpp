#include "output/hdf5/handles.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <memory_resource>

#include "base/error.hpp"

namespace tachy::output::hdf5 {

void require_memory() {
  constexpr std::size_t kEnough = std::size_t{16}
                                  << 20;  // bytes: a few chunks and what the library holds itself
  std::pmr::memory_resource* const memory = std::pmr::new_delete_resource();  // not optimised away
  memory->deallocate(memory->allocate(kEnough), kEnough);
}

std::string innermost_reason() {
  std::string reason;
  const auto keep_first = [](unsigned depth, const H5E_error2_t* error, void* out) -> herr_t {
    if (depth == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
  return reason;
}

void throw_failure(std::string_view what) {
  const std::string reason = innermost_reason();
  throw OutputError(reason.empty() ? std::string(what) : fmt::format("{} (HDF5: {})", what, reason));
}

Datatype text_type() {
  constexpr std::string_view kWhat = "HDF5 has no variable-length text";
  Datatype type(checked(H5Tcopy(H5T_C_S1), kWhat));
  checked(H5Tset_size(type.get(), H5T_VARIABLE), kWhat);
  checked(H5Tset_cset(type.get(), H5T_CSET_UTF8), kWhat);
  return type;
}

}  // namespace tachy::output::hdf5
