#include <doctest/doctest.h>

#include <Random123/philox.h>

#include <random>

#include "base/random.hpp"
#include "philox_vectors.hpp"

using namespace tachy;

TEST_SUITE("base/philox") {
  TEST_CASE("the generator gives the published answers") {
    for (const test::PhiloxVector& vector : test::kPhiloxVectors) {
      std::uint32_t c[4] = {vector.counter[0], vector.counter[1], vector.counter[2], vector.counter[3]};
      philox(c, philox_keys(vector.key));
      for (int i = 0; i < 4; ++i) CHECK(c[i] == vector.answer[i]);
    }
  }

  TEST_CASE("the generator agrees with Random123 on random counters and keys") {
    std::mt19937 source(1);
    const auto any = [&] { return static_cast<std::uint32_t>(source()); };
    for (int i = 0; i < 10000; ++i) {
      const r123::Philox4x32::ctr_type counter = {{any(), any(), any(), any()}};
      const r123::Philox4x32::key_type key = {{any(), any()}};
      const auto expected = r123::Philox4x32()(counter, key);
      std::uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
      philox(c, philox_keys(std::uint64_t{key[1]} << 32 | key[0]));
      for (unsigned k = 0; k < 4; ++k) REQUIRE(c[k] == expected[k]);
    }
  }

  TEST_CASE("a draw is the generator at (patient, replicate, day, stream and index)") {
    const PhiloxKeys keys = philox_keys(0x0123456789abcdefu);
    const Purpose purpose = Purpose::nausea;
    std::uint32_t c[4] = {7, 3, 365, stream_of(purpose) << 16 | 5};
    philox(c, keys);
    const RandomWords<float> d = random_words<float>(keys, purpose, 7, 3, 365, 5);
    for (int i = 0; i < 4; ++i) CHECK(d.words[i] == c[i]);
    CHECK(d.word(purpose) == c[word_of(purpose)]);
  }
}
