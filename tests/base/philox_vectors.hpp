// Known-answer vectors of Philox4x32-10, published with Random123 (kat_vectors), and awkward keys.
#pragma once

#include <cstdint>

namespace tachy::test {

struct PhiloxVector {
  std::uint32_t counter[4];
  std::uint64_t key;
  std::uint32_t answer[4];
};
inline constexpr PhiloxVector kPhiloxVectors[] = {
    {{0, 0, 0, 0}, 0, {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}},
    {{0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu},
     0xffffffffffffffffu,
     {0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu}},
    {{0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u},
     0x299f31d0a4093822u,
     {0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u}},
};

}  // namespace tachy::test
