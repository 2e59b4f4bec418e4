// How values are stored, and what every object of an outcome file has in common; for the writers of this
// folder.
#pragma once

#include <cstdint>
#include <type_traits>

#include "output/hdf5/handles.hpp"

namespace tachy::output::hdf5 {

inline constexpr unsigned kDeflateLevel = 4;

template <class Id>
Id built(Id id) {
  return checked(id, "cannot build the outcome file");
}

template <class T>
hid_t native_type() {
  if constexpr (std::is_same_v<T, double>) return H5T_NATIVE_DOUBLE;
  if constexpr (std::is_same_v<T, float>) return H5T_NATIVE_FLOAT;
  if constexpr (std::is_same_v<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_NATIVE_UINT8;
}

template <class T>
hid_t file_type() {
  if constexpr (std::is_same_v<T, double>) return H5T_IEEE_F64LE;
  if constexpr (std::is_same_v<T, float>) return H5T_IEEE_F32LE;
  if constexpr (std::is_same_v<T, std::int64_t>) return H5T_STD_I64LE;
  if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_STD_U64LE;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_STD_I32LE;
  if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_STD_U8LE;
}

// No time stamps; attributes and links in order of creation.
inline PropertyList creation_list(hid_t list_class) {
  PropertyList list(built(H5Pcreate(list_class)));
  constexpr unsigned kInOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  built(H5Pset_obj_track_times(list.get(), false));
  built(H5Pset_attr_creation_order(list.get(), kInOrder));
  if (list_class != H5P_DATASET_CREATE) built(H5Pset_link_creation_order(list.get(), kInOrder));
  return list;
}

// Shuffled, deflated and with a checksum, in chunks of this shape.
inline void compress_chunks(hid_t creation, int dimensions, const hsize_t* chunk) {
  built(H5Pset_chunk(creation, dimensions, chunk));
  built(H5Pset_shuffle(creation));
  built(H5Pset_deflate(creation, kDeflateLevel));
  built(H5Pset_fletcher32(creation));
}

}  // namespace tachy::output::hdf5
