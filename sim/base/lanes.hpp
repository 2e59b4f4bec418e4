// Lanes: the arithmetic that every equation of the model is written in.
//
// An equation is a template over F. With F = float it is the readable one-patient reference; with
// F = Lanes it runs many patients at once. Both have exactly the operations below, each of them
// exact or correctly rounded by IEEE 754, so that every instruction set, compiler and browser gives
// the same bits. This file defines each operation (one lane); highway_lanes.hpp repeats
// them for many lanes. A translation unit that defines TACHY_LANES gets both.
//
// Rules: no `if` on a patient's value (use select), no libm, integers below 2^31, no NaN.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__FAST_MATH__)
#error "tachy must be compiled without -ffast-math: results would differ between machines"
#endif
static_assert(__FLT_EVAL_METHOD__ == 0, "tachy needs floats evaluated as floats (SSE2 or wasm, not x87)");

#define TACHY_INLINE inline __attribute__((always_inline))
#define TACHY_LAMBDA __attribute__((always_inline))

namespace tachy {

// Yes or no of one lane. Not a bare bool, for which & and | would give an int.
struct Flag {
  bool yes;
  Flag() = default;
  TACHY_INLINE constexpr Flag(bool b) : yes(b) {}
  TACHY_INLINE constexpr explicit operator bool() const { return yes; }
  friend TACHY_INLINE constexpr Flag operator&(Flag a, Flag b) { return a.yes && b.yes; }
  friend TACHY_INLINE constexpr Flag operator|(Flag a, Flag b) { return a.yes || b.yes; }
  friend TACHY_INLINE constexpr Flag operator!(Flag a) { return !a.yes; }
};

template <class F>
struct LaneTypes;
template <>
struct LaneTypes<float> {
  using Word = std::uint32_t;
  using Mask = Flag;
  static constexpr std::size_t count = 1;
};
template <class F>
using Word = typename LaneTypes<F>::Word;  // whole numbers, one per lane: days, counts, random words
template <class F>
using Mask = typename LaneTypes<F>::Mask;  // yes or no, one per lane

// clang-format off
TACHY_INLINE float load(const float* p, float) { return *p; }
TACHY_INLINE std::uint32_t load(const std::uint32_t* p, std::uint32_t) { return *p; }
TACHY_INLINE void store(float* p, float v) { *p = v; }
TACHY_INLINE void store(std::uint32_t* p, std::uint32_t v) { *p = v; }
TACHY_INLINE float gather(const float* base, std::uint32_t i, float) { return base[i]; }
TACHY_INLINE std::uint32_t gather(const std::uint32_t* base, std::uint32_t i, std::uint32_t) { return base[i]; }
TACHY_INLINE void scatter(float* base, std::uint32_t i, float v) { base[i] = v; }
TACHY_INLINE void scatter(std::uint32_t* base, std::uint32_t i, std::uint32_t v) { base[i] = v; }
TACHY_INLINE std::uint32_t lane_numbers(std::uint32_t) { return 0; }

TACHY_INLINE float select(Flag m, float yes, float no) { return m.yes ? yes : no; }
TACHY_INLINE std::uint32_t select(Flag m, std::uint32_t yes, std::uint32_t no) { return m.yes ? yes : no; }
TACHY_INLINE float max(float a, float b) { return a > b ? a : b; }
TACHY_INLINE float min(float a, float b) { return a < b ? a : b; }
TACHY_INLINE std::uint32_t max(std::uint32_t a, std::uint32_t b) { return a > b ? a : b; }
TACHY_INLINE std::uint32_t min(std::uint32_t a, std::uint32_t b) { return a < b ? a : b; }
TACHY_INLINE float sqrt(float a) { return __builtin_sqrtf(a); }
TACHY_INLINE bool any(Flag m) { return m.yes; }
TACHY_INLINE std::uint32_t mask_bits(Flag m) { return m.yes; }
TACHY_INLINE std::uint32_t bits_of(float x) { std::uint32_t u; std::memcpy(&u, &x, 4); return u; }
TACHY_INLINE float float_of_bits(std::uint32_t u) { float x; std::memcpy(&x, &u, 4); return x; }
TACHY_INLINE float to_float(std::uint32_t x) { return static_cast<float>(static_cast<std::int32_t>(x)); }
// Towards zero; the caller keeps |x| < 2^31.
TACHY_INLINE std::uint32_t truncate(float x) { return static_cast<std::uint32_t>(static_cast<std::int32_t>(x)); }
template <int K> TACHY_INLINE std::uint32_t shift_right(std::uint32_t a) { return a >> K; }
template <int K> TACHY_INLINE std::uint32_t shift_left(std::uint32_t a) { return a << K; }
TACHY_INLINE std::uint32_t multiply(std::uint32_t a, std::uint32_t b) { return a * b; }  // low 32 bits
TACHY_INLINE std::uint32_t sum_of_lanes(std::uint32_t a) { return a; }
// Keeps the lane numbers in `index` whose mask is set, in order; returns how many. There must be room at `out`
// for every lane.
TACHY_INLINE std::size_t compress(std::uint32_t* out, std::uint32_t index, Flag m) { *out = index; return m.yes; }
// clang-format on

}  // namespace tachy

#if defined(TACHY_LANES)
#include "base/highway_lanes.hpp"
#endif
