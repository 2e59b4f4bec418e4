// Compares the many-lane operations of one instruction set with their one-lane meaning, bit for bit.
//
// lane_check.cpp is compiled once per instruction set. It uses no standard library and no function that the
// linker could share, so that its instructions stay in it: call it only where the machine has them.
#pragma once

#include <cstdint>

#include "base/random.hpp"

namespace tachy::test {

struct LaneFaults {
  unsigned lanes;     // in one vector
  unsigned compared;  // values
  unsigned faults;    // of them differ
  const char* first;  // operation that first differed, or null
};

// Input of the checks: words for the random parts, keys[i] belonging to kPhiloxVectors[i].
struct LaneInput {
  const std::uint32_t* words;
  unsigned count;  // a multiple of 16
  const PhiloxKeys* keys;
};

// clang-format off
namespace sse4 { LaneFaults lane_faults(const LaneInput& input); }
namespace avx2 { LaneFaults lane_faults(const LaneInput& input); }
namespace avx512 { LaneFaults lane_faults(const LaneInput& input); }
// clang-format on

}  // namespace tachy::test
