// Many lanes: the operations of lanes.hpp for the instruction set this file is compiled for.
//
// Included by lanes.hpp only. The build compiles a kernel once per instruction set with
// -DTACHY_LANES=<name>; every type lives in namespace tachy::<name>, so that code compiled for one
// instruction set can never be linked into another. No FMA: a*b+c rounds twice everywhere.
#pragma once

#define HWY_COMPILE_ONLY_STATIC
#define HWY_IS_DEBUG_BUILD 0  // its assertions need its library, of which only the headers are used
#include "hwy/highway.h"

#include "base/lanes.hpp"

namespace tachy {
namespace TACHY_LANES {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;
using WordTag = hn::ScalableTag<std::uint32_t>;
using IntTag = hn::ScalableTag<std::int32_t>;
using WideTag = hn::ScalableTag<std::uint64_t>;

struct Lanes {
  hn::Vec<FloatTag> v;
  Lanes() = default;
  TACHY_INLINE Lanes(hn::Vec<FloatTag> x) : v(x) {}
  TACHY_INLINE Lanes(float x) : v(hn::Set(FloatTag(), x)) {}
};
struct WordLanes {
  hn::Vec<WordTag> v;
  WordLanes() = default;
  TACHY_INLINE WordLanes(hn::Vec<WordTag> x) : v(x) {}
  TACHY_INLINE WordLanes(std::uint32_t x) : v(hn::Set(WordTag(), x)) {}
};
struct MaskLanes {
  hn::Mask<FloatTag> m;
  MaskLanes() = default;
  TACHY_INLINE MaskLanes(hn::Mask<FloatTag> x) : m(x) {}
};

// clang-format off
TACHY_INLINE hn::Vec<IntTag> as_int(WordLanes x) { return hn::BitCast(IntTag(), x.v); }
TACHY_INLINE auto word_mask(MaskLanes m) { return hn::RebindMask(WordTag(), m.m); }

TACHY_INLINE Lanes operator+(Lanes a, Lanes b) { return hn::Add(a.v, b.v); }
TACHY_INLINE Lanes operator-(Lanes a, Lanes b) { return hn::Sub(a.v, b.v); }
TACHY_INLINE Lanes operator*(Lanes a, Lanes b) { return hn::Mul(a.v, b.v); }
TACHY_INLINE Lanes operator/(Lanes a, Lanes b) { return hn::Div(a.v, b.v); }
TACHY_INLINE Lanes operator-(Lanes a) { return hn::Neg(a.v); }
TACHY_INLINE WordLanes operator+(WordLanes a, WordLanes b) { return hn::Add(a.v, b.v); }
TACHY_INLINE WordLanes operator-(WordLanes a, WordLanes b) { return hn::Sub(a.v, b.v); }
TACHY_INLINE WordLanes operator^(WordLanes a, WordLanes b) { return hn::Xor(a.v, b.v); }
TACHY_INLINE WordLanes operator&(WordLanes a, WordLanes b) { return hn::And(a.v, b.v); }
TACHY_INLINE WordLanes operator|(WordLanes a, WordLanes b) { return hn::Or(a.v, b.v); }
template <int K> TACHY_INLINE WordLanes shift_right(WordLanes a) { return hn::ShiftRight<K>(a.v); }
template <int K> TACHY_INLINE WordLanes shift_left(WordLanes a) { return hn::ShiftLeft<K>(a.v); }

TACHY_INLINE MaskLanes operator<(Lanes a, Lanes b) { return hn::Lt(a.v, b.v); }
TACHY_INLINE MaskLanes operator<=(Lanes a, Lanes b) { return hn::Le(a.v, b.v); }
TACHY_INLINE MaskLanes operator>(Lanes a, Lanes b) { return hn::Gt(a.v, b.v); }
TACHY_INLINE MaskLanes operator>=(Lanes a, Lanes b) { return hn::Ge(a.v, b.v); }
TACHY_INLINE MaskLanes operator==(WordLanes a, WordLanes b) { return hn::RebindMask(FloatTag(), hn::Eq(a.v, b.v)); }
TACHY_INLINE MaskLanes operator<(WordLanes a, WordLanes b) { return hn::RebindMask(FloatTag(), hn::Lt(as_int(a), as_int(b))); }
TACHY_INLINE MaskLanes operator>(WordLanes a, WordLanes b) { return b < a; }
TACHY_INLINE MaskLanes operator&(MaskLanes a, MaskLanes b) { return hn::And(a.m, b.m); }
TACHY_INLINE MaskLanes operator|(MaskLanes a, MaskLanes b) { return hn::Or(a.m, b.m); }
TACHY_INLINE MaskLanes operator!(MaskLanes a) { return hn::Not(a.m); }
TACHY_INLINE MaskLanes operator<=(WordLanes a, WordLanes b) { return !(b < a); }
TACHY_INLINE MaskLanes operator>=(WordLanes a, WordLanes b) { return !(a < b); }
TACHY_INLINE bool any(MaskLanes m) { return !hn::AllFalse(FloatTag(), m.m); }
TACHY_INLINE std::uint32_t mask_bits(MaskLanes m) {
  std::uint8_t b[8];
  hn::StoreMaskBits(FloatTag(), m.m, b);
  if constexpr (hn::MaxLanes(FloatTag()) <= 8) return b[0];
  std::uint16_t two;
  std::memcpy(&two, b, sizeof two);
  return two;
}

TACHY_INLINE Lanes load(const float* p, Lanes) { return hn::LoadU(FloatTag(), p); }
TACHY_INLINE WordLanes load(const std::uint32_t* p, WordLanes) { return hn::LoadU(WordTag(), p); }
TACHY_INLINE void store(float* p, Lanes v) { hn::StoreU(v.v, FloatTag(), p); }
TACHY_INLINE void store(std::uint32_t* p, WordLanes v) { hn::StoreU(v.v, WordTag(), p); }
TACHY_INLINE Lanes gather(const float* base, WordLanes i, Lanes) { return hn::GatherIndex(FloatTag(), base, as_int(i)); }
TACHY_INLINE WordLanes gather(const std::uint32_t* base, WordLanes i, WordLanes) { return hn::GatherIndex(WordTag(), base, as_int(i)); }
TACHY_INLINE void scatter(float* base, WordLanes i, Lanes v) { hn::ScatterIndex(v.v, FloatTag(), base, as_int(i)); }
TACHY_INLINE void scatter(std::uint32_t* base, WordLanes i, WordLanes v) { hn::ScatterIndex(v.v, WordTag(), base, as_int(i)); }
TACHY_INLINE WordLanes lane_numbers(WordLanes) { return hn::Iota(WordTag(), 0); }

TACHY_INLINE Lanes select(MaskLanes m, Lanes yes, Lanes no) { return hn::IfThenElse(m.m, yes.v, no.v); }
TACHY_INLINE WordLanes select(MaskLanes m, WordLanes yes, WordLanes no) { return hn::IfThenElse(word_mask(m), yes.v, no.v); }
// Which of two equal numbers hn::Max gives (of zeros with different signs) differs between machines; on x86 it is
// the second, as in lanes.hpp.
#if HWY_ARCH_X86
TACHY_INLINE Lanes max(Lanes a, Lanes b) { return hn::Max(a.v, b.v); }
TACHY_INLINE Lanes min(Lanes a, Lanes b) { return hn::Min(a.v, b.v); }
#elif HWY_TARGET == HWY_WASM  // one instruction that is exactly the comparison below
TACHY_INLINE Lanes max(Lanes a, Lanes b) { return hn::Vec<FloatTag>{wasm_f32x4_pmax(b.v.raw, a.v.raw)}; }
TACHY_INLINE Lanes min(Lanes a, Lanes b) { return hn::Vec<FloatTag>{wasm_f32x4_pmin(b.v.raw, a.v.raw)}; }
#else
TACHY_INLINE Lanes max(Lanes a, Lanes b) { return select(a > b, a, b); }
TACHY_INLINE Lanes min(Lanes a, Lanes b) { return select(a < b, a, b); }
#endif
TACHY_INLINE WordLanes max(WordLanes a, WordLanes b) { return hn::BitCast(WordTag(), hn::Max(as_int(a), as_int(b))); }
TACHY_INLINE WordLanes min(WordLanes a, WordLanes b) { return hn::BitCast(WordTag(), hn::Min(as_int(a), as_int(b))); }
TACHY_INLINE Lanes sqrt(Lanes a) { return hn::Sqrt(a.v); }
TACHY_INLINE WordLanes bits_of(Lanes x) { return hn::BitCast(WordTag(), x.v); }
TACHY_INLINE Lanes float_of_bits(WordLanes x) { return hn::BitCast(FloatTag(), x.v); }
TACHY_INLINE Lanes to_float(WordLanes x) { return hn::ConvertTo(FloatTag(), as_int(x)); }
TACHY_INLINE WordLanes truncate(Lanes x) { return hn::BitCast(WordTag(), hn::ConvertTo(IntTag(), x.v)); }
TACHY_INLINE WordLanes multiply(WordLanes a, WordLanes b) { return hn::Mul(a.v, b.v); }
TACHY_INLINE std::uint32_t sum_of_lanes(WordLanes a) { return hn::GetLane(hn::SumOfLanes(WordTag(), a.v)); }
// clang-format on

// For each set of up to eight lanes: their numbers in order, one byte each. hn::Compress has such a table
// too, but g++ copies it to the stack at every call, which takes longer than the rest of a day without
// visits.
template <std::uint32_t kLanes>
struct KeptLanes {
  std::uint8_t of[1u << kLanes][kLanes];
};
template <std::uint32_t kLanes>
inline constexpr KeptLanes<kLanes> kKeptLanes = [] {
  KeptLanes<kLanes> kept{};
  for (std::uint32_t set = 0; set < 1u << kLanes; ++set)
    for (std::uint32_t lane = 0, n = 0; lane < kLanes; ++lane)
      if (set >> lane & 1) kept.of[set][n++] = static_cast<std::uint8_t>(lane);
  return kept;
}();
template <std::uint32_t kLanes>
TACHY_INLINE void store_kept(std::uint32_t* out, WordLanes index, MaskLanes m) {
  if constexpr (kLanes > 8) {  // an instruction of the machine
    hn::StoreU(hn::Compress(index.v, word_mask(m)), WordTag(), out);
  } else {
    const hn::Rebind<std::uint8_t, WordTag> byte;
    const auto kept = hn::PromoteTo(WordTag(), hn::LoadU(byte, kKeptLanes<kLanes>.of[mask_bits(m)]));
    hn::StoreU(hn::TableLookupLanes(index.v, hn::IndicesFromVec(WordTag(), kept)), WordTag(), out);
  }
}
TACHY_INLINE std::size_t compress(std::uint32_t* out, WordLanes index, MaskLanes m) {
  store_kept<static_cast<std::uint32_t>(hn::MaxLanes(WordTag()))>(out, index, m);
  return static_cast<std::size_t>(__builtin_popcount(mask_bits(m)));
}

}  // namespace TACHY_LANES

template <>
struct LaneTypes<TACHY_LANES::Lanes> {
  using Word = TACHY_LANES::WordLanes;
  using Mask = TACHY_LANES::MaskLanes;
  static constexpr std::size_t count = sizeof(TACHY_LANES::Lanes) / sizeof(float);
};

}  // namespace tachy
