// The random numbers of a run and nothing else, compiled once per instruction set like the engine's kernel.
#include "bench/floor.hpp"

#include "base/random.hpp"
#include "engine/kernel_lanes.hpp"

namespace tachy::bench::TACHY_KERNEL {

namespace {

using engine::TACHY_KERNEL::F;
using engine::TACHY_KERNEL::kLanes;
using engine::TACHY_KERNEL::W;
constexpr std::uint32_t kPatients = 256, kWordsPerDraw = 4;

// Calls use(draws) for neighbouring patients on one day after another until `words` words are drawn.
template <class Use>
TACHY_INLINE void draw_words(std::uint64_t seed, std::uint64_t words, Use&& use) {
  const PhiloxKeys keys = philox_keys(seed);
  std::uint64_t drawn = 0;
  for (std::uint32_t day = 0; drawn < words; ++day)
    for (std::uint32_t row = 0; row < kPatients; row += kLanes, drawn += kWordsPerDraw * kLanes)
      use(random_words<F>(keys, Purpose::attendance, W(row) + lane_numbers(W(0u)), 0u, W(day), W(0u)));
}

}  // namespace

std::uint32_t generate(std::uint64_t seed, std::uint64_t words) {
  W sum(0u);
  draw_words(seed, words, [&](const RandomWords<F>& d) TACHY_LAMBDA {
    sum = sum ^ d.words[0] ^ d.words[1] ^ d.words[2] ^ d.words[3];
  });
  return sum_of_lanes(sum);
}

std::uint32_t generate_deviates(std::uint64_t seed, std::uint64_t words) {
  F sum(0.0f);
  draw_words(seed, words, [&](const RandomWords<F>& d) TACHY_LAMBDA {
    const NormalPair<F> pair = normal_pair<F>(d.words[0], d.words[1]);
    sum = sum + pair.first + pair.second + uniform<F>(d.words[2]) + uniform<F>(d.words[3]);
  });
  return sum_of_lanes(bits_of(sum));
}

}  // namespace tachy::bench::TACHY_KERNEL
