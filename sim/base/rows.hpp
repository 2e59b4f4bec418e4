// Structs that are stored one after the other, a row each, read into lanes and written back.
//
// What is needed for few patients at a time is kept in rows: a gather or a scatter costs one access per
// member and lane, a row costs one access per four members and lane. Four neighbouring words of each lane's
// row are turned into four vectors within registers, by the same steps on every instruction set.
//
// At says where the lanes' rows are: at.row(lane). each_column() says what a struct holds
// (model/patient.hpp).
#pragma once

#include <bit>
#include <type_traits>

#include "base/lanes.hpp"

namespace tachy {

template <class S>
consteval std::uint32_t column_count() {
  S s{};
  std::uint32_t n = 0;
  each_column(s, [&](auto&) { ++n; });
  return n;
}
// Does each_column() name every member? What it leaves out is lost between visits. `apart`: words held
// elsewhere.
template <class S>
consteval bool lists_all_members(std::uint32_t apart = 0) {
  return sizeof(S) == 4 * (column_count<S>() + apart);
}

inline constexpr std::uint32_t kCacheLineWords = 16;
// Words from one row to the next: whole cache lines, or for a small struct a power of two that divides one,
// so that a row never lies on more lines than it need be.
template <class S>
inline constexpr std::uint32_t kRowWords =
    column_count<S>() < kCacheLineWords
        ? std::bit_ceil(column_count<S>() < 4 ? 4u : column_count<S>())
        : (column_count<S>() + kCacheLineWords - 1) / kCacheLineWords* kCacheLineWords;

template <class At>
TACHY_INLINE void load_four(const std::uint32_t* words, std::uint32_t row_words, const At& at,
                            std::uint32_t (&out)[4]) {
  std::memcpy(out, words + at.row(0) * row_words, sizeof out);
}
template <class At>
TACHY_INLINE void store_four(std::uint32_t* words, std::uint32_t row_words, const At& at,
                             const std::uint32_t (&in)[4]) {
  std::memcpy(words + at.row(0) * row_words, in, sizeof in);
}

#if defined(TACHY_LANES)
namespace TACHY_LANES {

// Vectors are handled as blocks of 128 bits, four words each: lane 4 b + i is word i of block b.
using BlockTag = hn::FixedTag<std::uint32_t, 4>;
using FourTimesFour = hn::Vec<WordTag>[4];

// The blocks at address(first), address(first + 4), ... side by side.
template <class Tag, class Address>
TACHY_INLINE hn::Vec<Tag> load_blocks(Tag tag, std::uint32_t first, const Address& address) {
  if constexpr (hn::MaxLanes(Tag()) == 4) {
    return hn::LoadU(tag, address(first));
  } else {
    const hn::Half<Tag> half;
    constexpr std::uint32_t middle = hn::MaxLanes(half);
    return hn::Combine(tag, load_blocks(half, first + middle, address), load_blocks(half, first, address));
  }
}
template <class Tag, class Address>
TACHY_INLINE void store_blocks(Tag tag, hn::Vec<Tag> v, std::uint32_t first, const Address& address) {
  if constexpr (hn::MaxLanes(Tag()) == 4) {
    hn::StoreU(v, tag, address(first));
  } else {
    const hn::Half<Tag> half;
    constexpr std::uint32_t middle = hn::MaxLanes(half);
    store_blocks(half, hn::LowerHalf(half, v), first, address);
    store_blocks(half, hn::UpperHalf(half, v), first + middle, address);
  }
}

// In each block, word i of vector j is swapped with word j of vector i.
TACHY_INLINE void transpose_blocks(FourTimesFour& v) {
  const WordTag word;
  const WideTag wide;
  const auto pairs = [&](auto a) TACHY_LAMBDA { return hn::BitCast(wide, a); };
  const auto low01 = pairs(hn::InterleaveLower(word, v[0], v[1])),
             low23 = pairs(hn::InterleaveLower(word, v[2], v[3]));
  const auto high01 = pairs(hn::InterleaveUpper(word, v[0], v[1])),
             high23 = pairs(hn::InterleaveUpper(word, v[2], v[3]));
  v[0] = hn::BitCast(word, hn::InterleaveLower(wide, low01, low23));
  v[1] = hn::BitCast(word, hn::InterleaveUpper(wide, low01, low23));
  v[2] = hn::BitCast(word, hn::InterleaveLower(wide, high01, high23));
  v[3] = hn::BitCast(word, hn::InterleaveUpper(wide, high01, high23));
}

template <class At>
TACHY_INLINE void load_four(const std::uint32_t* words, std::uint32_t row_words, const At& at,
                            WordLanes (&out)[4]) {
  const auto address = [&](std::uint32_t lane) TACHY_LAMBDA { return words + at.row(lane) * row_words; };
  const WordTag tag;
  FourTimesFour v{load_blocks(tag, 0, address), load_blocks(tag, 1, address), load_blocks(tag, 2, address),
                  load_blocks(tag, 3, address)};
  transpose_blocks(v);
  for (int i = 0; i < 4; ++i) out[i] = v[i];
}
template <class At>
TACHY_INLINE void store_four(std::uint32_t* words, std::uint32_t row_words, const At& at,
                             const WordLanes (&in)[4]) {
  const auto address = [&](std::uint32_t lane) TACHY_LAMBDA { return words + at.row(lane) * row_words; };
  const WordTag tag;
  FourTimesFour v{in[0].v, in[1].v, in[2].v, in[3].v};
  transpose_blocks(v);
  for (std::uint32_t i = 0; i < 4; ++i) store_blocks(tag, v[i], i, address);
}

}  // namespace TACHY_LANES
#endif

// Reads and writes the structs of the lanes' rows. Members that the caller does not use are not loaded. A
// struct at the beginning of a longer row can be written alone; row_words is then the length of the longer
// row.
template <class F, class S, class At>
TACHY_INLINE S read_rows(const std::uint32_t* rows, const At& at) {
  S s;
  Word<F> four[4];
  std::uint32_t n = 0;
  each_column(s, [&](auto& member) TACHY_LAMBDA {
    if (n % 4 == 0) load_four(rows + n, kRowWords<S>, at, four);
    if constexpr (std::is_same_v<decltype(member), F&>)
      member = float_of_bits(four[n % 4]);
    else
      member = four[n % 4];
    ++n;
  });
  return s;
}
template <class F, class S, class At>
TACHY_INLINE void write_rows(std::uint32_t* rows, const At& at, S& s,
                             std::uint32_t row_words = kRowWords<S>) {
  Word<F> four[4];
  std::uint32_t n = 0;
  each_column(s, [&](auto& member) TACHY_LAMBDA {
    if constexpr (std::is_same_v<decltype(member), F&>)
      four[n % 4] = bits_of(member);
    else
      four[n % 4] = member;
    if (n % 4 == 0) four[1] = four[2] = four[3] = four[0];  // of a last, shorter group
    if (++n % 4 == 0 || n == column_count<S>()) store_four(rows + (n - 1) / 4 * 4, row_words, at, four);
  });
}

}  // namespace tachy
