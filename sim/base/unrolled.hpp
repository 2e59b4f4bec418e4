// A loop over the rows of a table that is gone once compiled: in each turn the number is a constant, so the
// row and its pointers to members are constants too.
#pragma once

#include <cstdint>
#include <utility>

#include "base/lanes.hpp"

namespace tachy {

template <class Each, std::uint32_t... i>
TACHY_INLINE constexpr void unrolled(std::integer_sequence<std::uint32_t, i...>, Each& each) {
  (each.template operator()<i>(), ...);
}
// Calls each.operator()<0>() to <n - 1>(), in this order.
template <std::uint32_t n, class Each>
TACHY_INLINE constexpr void unrolled(Each each) {
  unrolled(std::make_integer_sequence<std::uint32_t, n>{}, each);
}

}  // namespace tachy
