// The lanes that a kernel is compiled for, TACHY_LANES=<name> or one, and the namespace of all that is
// compiled for them.
#pragma once

#include "base/lanes.hpp"

#if defined(TACHY_LANES)
#define TACHY_KERNEL TACHY_LANES
#else
#define TACHY_KERNEL one_lane
#endif

namespace tachy::engine::TACHY_KERNEL {
namespace {

#if defined(TACHY_LANES)
using F = ::tachy::TACHY_LANES::Lanes;
#else
using F = float;
#endif
using W = Word<F>;
using M = Mask<F>;
constexpr std::uint32_t kLanes = LaneTypes<F>::count;

}  // namespace
}  // namespace tachy::engine::TACHY_KERNEL
