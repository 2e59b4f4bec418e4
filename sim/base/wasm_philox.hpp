// The rounds of the generator in WebAssembly's lanes. Highway 1.0 multiplies even lanes 64 by 64 bits there,
// which is three multiplications on most machines. The words are the same. Included by random.hpp only.
#pragma once

#include <wasm_simd128.h>

#include "base/lanes.hpp"

namespace tachy {
namespace TACHY_LANES {

template <class Keys>
TACHY_INLINE void philox(WordLanes (&c)[4], const Keys& keys) {
  v128_t c0 = c[0].v.raw, c1 = c[1].v.raw, c2 = c[2].v.raw, c3 = c[3].v.raw;
  v128_t m0 = wasm_i32x4_splat(static_cast<int>(0xD2511F53u)),
         m1 = wasm_i32x4_splat(static_cast<int>(0xCD9E8D57u));
  for (int round = 0; round < 10; ++round) {
    // Where clang 14 knows the constants it widens them and multiplies 64 by 64 bits after all.
    __asm__("" : "+r"(m0), "+r"(m1));
    const v128_t k0 = wasm_i32x4_splat(static_cast<int>(keys.first[round])),
                 k1 = wasm_i32x4_splat(static_cast<int>(keys.second[round]));
    const v128_t p0 = wasm_u64x2_extmul_low_u32x4(c0, m0), q0 = wasm_u64x2_extmul_high_u32x4(c0, m0);
    const v128_t p1 = wasm_u64x2_extmul_low_u32x4(c2, m1), q1 = wasm_u64x2_extmul_high_u32x4(c2, m1);
    c0 = wasm_v128_xor(wasm_v128_xor(wasm_i32x4_shuffle(p1, q1, 1, 3, 5, 7), c1), k0);
    c2 = wasm_v128_xor(wasm_v128_xor(wasm_i32x4_shuffle(p0, q0, 1, 3, 5, 7), c3), k1);
    c1 = wasm_i32x4_shuffle(p1, q1, 0, 2, 4, 6);
    c3 = wasm_i32x4_shuffle(p0, q0, 0, 2, 4, 6);
  }
  c[0].v.raw = c0;
  c[1].v.raw = c1;
  c[2].v.raw = c2;
  c[3].v.raw = c3;
}

}  // namespace TACHY_LANES
}  // namespace tachy
