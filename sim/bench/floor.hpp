// The least that random numbers cost: the engine's generator alone, without a model. No model that uses as
// many words can be faster.
#pragma once

#include <cstdint>
#include <string_view>

namespace tachy::bench {

// Each gives a number that depends on every word, so that no word is left out.
struct Floor {
  std::string_view instruction_set;
  std::uint32_t (*generate)(std::uint64_t seed, std::uint64_t words);
  // ... and a normal pair and two uniform numbers made of each four words, as a visit does
  std::uint32_t (*generate_deviates)(std::uint64_t seed, std::uint64_t words);
};

const Floor& floor_of(std::string_view instruction_set);

}  // namespace tachy::bench
