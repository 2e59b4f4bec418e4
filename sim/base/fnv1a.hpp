// FNV-1a, 64 bits, over whole numbers as eight bytes each, least byte first. It tells
// sequences apart and is no protection against tampering.
#pragma once

#include <cstdint>

namespace tachy {

struct Fnv1a {
  std::uint64_t hash = 0xcbf29ce484222325u;
  constexpr void take(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
      hash ^= (number >> (8 * byte)) & 0xffu;
      hash *= 0x100000001b3u;
    }
  }
};

}  // namespace tachy
