// One purpose's words at one patient's address, as a standard generator.
//
// Models UniformRandomBitGenerator, so that Boost.Random's distributions accept it where a sampler may need
// several tries. The first word is that of the purpose at `index`, each later one that of the same purpose at
// the next index, at most kWordsPerBlock of them: give the next block an index 16 higher. The day is 0.
#pragma once

#include <cassert>
#include <cstdint>

#include "base/random.hpp"

namespace tachy {

class AddressedEngine {
 public:
  using result_type = std::uint32_t;
  static constexpr std::uint32_t kWordsPerBlock = 16;

  AddressedEngine(const PhiloxKeys& keys, Purpose purpose, std::uint32_t patient, std::uint32_t replicate,
                  std::uint32_t index)
      : keys_(&keys), purpose_(purpose), patient_(patient), replicate_(replicate), index_(index) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xffffffffu; }

  result_type operator()() {
    assert(drawn_ < kWordsPerBlock);
    return random_words<float>(*keys_, purpose_, patient_, replicate_, 0, index_ + drawn_++).word(purpose_);
  }

 private:
  const PhiloxKeys* keys_;  // outlives the engine
  Purpose purpose_;
  std::uint32_t patient_, replicate_, index_;
  std::uint32_t drawn_ = 0;
};

}  // namespace tachy
