// The walk of a block through all its days, compiled once per instruction set from block_kernel.cpp.
//
// Each kernel gives the same bits. This header is plain data and declarations, so that nothing compiled
// for one instruction set can leak into another.
#pragma once

#include <span>
#include <string_view>

#include "engine/block.hpp"
#include "day/setup.hpp"

namespace tachy::engine {

// The weekly counts of one block run, [arm][week][Weekly].
struct WeeklyCounts {
  std::int64_t* counts;
  std::uint32_t weeks;
  TACHY_INLINE std::int64_t* row(std::uint32_t arm, std::uint32_t week) const {
    return counts + (std::size_t{arm} * weeks + week) * model::kWeeklyCount;
  }
};

// Lives all days of the block for all arms and adds to the weekly counts. `block` holds the persons
// (SharedRow::person and Layout::enrolled); everything else is filled in here.
using LiveBlock = void (*)(const day::Setup& setup, const Block& block, const WeeklyCounts& counts);

struct Kernel {
  std::string_view name;
  bool (*supported)();
  LiveBlock live;
};

// Best first; the last, "one_lane", runs anywhere.
std::span<const Kernel> kernels();

namespace one_lane {
void live_block(const day::Setup&, const Block&, const WeeklyCounts&);
}
namespace sse4 {
void live_block(const day::Setup&, const Block&, const WeeklyCounts&);
}
namespace avx2 {
void live_block(const day::Setup&, const Block&, const WeeklyCounts&);
}
namespace avx512 {
void live_block(const day::Setup&, const Block&, const WeeklyCounts&);
}

// One patient's review of rare events, on the block's columns; compiled for any machine
// (day/rare_events.hpp).
void review_rare_events_row(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t row,
                            std::uint32_t day, float days_since_review, bool attempt, bool misuse_starts);

}  // namespace tachy::engine
