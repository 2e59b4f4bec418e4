// The walk of a block through its days, compiled once per instruction set from block_kernel.cpp.
//
// Each kernel gives the same bits. This header is plain data and declarations, so that nothing compiled
// for one instruction set can leak into another.
#pragma once

#include <span>
#include <string_view>

#include "engine/block.hpp"
#include "day/setup.hpp"
#include "engine/tallies.hpp"

namespace tachy::engine {

// Where a kernel counts, [stratum][arm][period][Weekly].
struct Counts {
  std::int64_t* counts;
  std::uint32_t arms, periods;
  TACHY_INLINE std::int64_t* row(std::uint32_t stratum, std::uint32_t arm, std::uint32_t period) const {
    return counts + ((std::size_t{stratum} * arms + arm) * periods + period) * model::kWeeklyCount;
  }
};
inline Counts counts_of(Tallies& tallies) { return {tallies.weekly.data(), tallies.arms, tallies.periods}; }

// Lives the days from `from` to before `until`, at most setup.days, of the block for all arms and adds to the
// counts. On day 0 `block` holds the persons (SharedRow::person and SharedGroup::enrolled) and
// everything else is filled in; later it must be as it was left on the day before. In how many parts the days
// are lived changes nothing.
using LiveDays = void (*)(const day::Setup& setup, const Block& block, const Counts& counts,
                          std::uint32_t from, std::uint32_t until);

struct Kernel {
  std::string_view name;
  bool (*supported)();
  LiveDays live_days;
};

// Best first; the last, "one_lane", runs anywhere.
std::span<const Kernel> kernels();
// The best this machine has, or the one of this name; nullptr when it has none such.
const Kernel* find_kernel(std::string_view name);

namespace one_lane {
void live_days(const day::Setup&, const Block&, const Counts&, std::uint32_t from, std::uint32_t until);
}
#if defined(__x86_64__)
namespace sse4 {
void live_days(const day::Setup&, const Block&, const Counts&, std::uint32_t from, std::uint32_t until);
}
namespace avx2 {
void live_days(const day::Setup&, const Block&, const Counts&, std::uint32_t from, std::uint32_t until);
}
namespace avx512 {
void live_days(const day::Setup&, const Block&, const Counts&, std::uint32_t from, std::uint32_t until);
}
#elif defined(__wasm_simd128__)
namespace wasm128 {
void live_days(const day::Setup&, const Block&, const Counts&, std::uint32_t from, std::uint32_t until);
}
#endif

// One patient's review of rare events, on the block's columns; compiled for any machine
// (day/rare_events.hpp).
void review_rare_events_row(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t row,
                            std::uint32_t day, float days_since_review, bool attempt, bool misuse_starts);

}  // namespace tachy::engine
