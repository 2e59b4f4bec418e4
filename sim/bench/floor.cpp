#include "bench/floor.hpp"

#include <stdexcept>
#include <string>

namespace tachy::bench {

#define TACHY_FLOOR_OF(set)                                      \
  namespace set {                                                \
  std::uint32_t generate(std::uint64_t, std::uint64_t);          \
  std::uint32_t generate_deviates(std::uint64_t, std::uint64_t); \
  }                                                              \
  constexpr Floor k_##set{#set, set::generate, set::generate_deviates};

TACHY_FLOOR_OF(one_lane)
#if defined(__x86_64__) && defined(TACHY_ONE_INSTRUCTION_SET)
TACHY_FLOOR_OF(avx2)
constexpr const Floor* kFloors[] = {&k_one_lane, &k_avx2};
#elif defined(__x86_64__)
TACHY_FLOOR_OF(sse4)
TACHY_FLOOR_OF(avx2)
TACHY_FLOOR_OF(avx512)
constexpr const Floor* kFloors[] = {&k_one_lane, &k_sse4, &k_avx2, &k_avx512};
#else
constexpr const Floor* kFloors[] = {&k_one_lane};
#endif

const Floor& floor_of(std::string_view instruction_set) {
  for (const Floor* floor : kFloors)
    if (floor->instruction_set == instruction_set) return *floor;
  throw std::logic_error("no floor is compiled for " + std::string(instruction_set));
}

}  // namespace tachy::bench
