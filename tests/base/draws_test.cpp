// Distributions made of random words. Fixed seeds; tolerances from the number of draws.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/random.hpp"

#include "sanitized.hpp"

using namespace tachy;

namespace {

constexpr std::uint32_t kDraws = 1u << 20;
constexpr PhiloxKeys kKeys = philox_keys(20240611);

RandomWords<float> draws_of(std::uint32_t patient) {
  return random_words<float>(kKeys, Purpose::age, patient, 0, 0, 0);
}

// z of a count against its binomial expectation.
double z_of(double count, double n, double p) { return (count - n * p) / std::sqrt(n * p * (1.0 - p)); }

// z of a sample mean against its expectation, given the SD of one value.
double z_of_mean(double sum, double n, double mean, double sd) {
  return (sum / n - mean) / (sd / std::sqrt(n));
}

}  // namespace

TEST_SUITE("base/draws") {
  TEST_CASE("uniform numbers lie strictly between 0 and 1") {
    CHECK(uniform<float>(0u) > 0.0f);
    CHECK(uniform<float>(0xffffffffu) < 1.0f);
    CHECK(uniform<float>(0x7fffffffu) < uniform<float>(0x80000000u));
    CHECK(uniform<float>(0u) + uniform<float>(0xffffffffu) == 1.0f);
  }

  TEST_CASE("uniform numbers fill 256 cells evenly, in each of the four words") {
    for (int k = 0; k < 4; ++k) {
      std::vector<double> cells(256, 0.0);
      for (std::uint32_t i = 0; i < kDraws; ++i)
        ++cells[truncate(uniform<float>(draws_of(i).words[k]) * 256.0f)];
      double chi_squared = 0.0;
      for (const double cell : cells)
        chi_squared += (cell - kDraws / 256.0) * (cell - kDraws / 256.0) / (kDraws / 256.0);
      const double z = (chi_squared - 255.0) / std::sqrt(2.0 * 255.0);
      CAPTURE(z);
      CHECK(std::fabs(z) < 4.0);
    }
  }

  TEST_CASE("an event happens as often as its probability says") {
    for (const float p : {0.0003f, 0.01f, 0.3f, 0.5f, 0.97f}) {
      double count = 0.0;
      for (std::uint32_t i = 0; i < kDraws; ++i) count += mask_bits(happens(draws_of(i).words[0], p));
      const double z = z_of(count, kDraws, double{p});
      CAPTURE(p);
      CAPTURE(z);
      CHECK(std::fabs(z) < 4.0);
    }
  }

  TEST_CASE("an event that happens at one probability happens at every larger one") {
    for (std::uint32_t i = 0; i < tests::fewer_if_sanitized(2000u, 200u); ++i) {
      const std::uint32_t word = draws_of(i).words[1];
      std::uint32_t before = 0;
      for (float p = 0.0f; p <= 1.0f; p += 0.001f) {
        const std::uint32_t now = mask_bits(happens(word, p));
        REQUIRE(now >= before);
        before = now;
      }
    }
  }

  TEST_CASE("an impossible event never happens, and a probability outside 0..1 is taken as its nearest end") {
    for (const std::uint32_t word : {0u, 1u, 2u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
      CHECK_FALSE(any(happens(word, 0.0f)));
      CHECK_FALSE(any(happens(word, -3.0f)));
      CHECK(any(happens(word, 7.0f)) == any(happens(word, 1.0f)));
    }
    CHECK(any(happens(0u, 1e-9f)));  // the smallest word happens even at probabilities of 2^-31
  }

  TEST_CASE("exponential waiting times are within 3.5e-7 of -ln u, never negative, and fall with the word") {
    double worst = 0.0;
    float before = exponential<float>(0u);
    CHECK(before < 22.2f);
    for (std::uint64_t word = 0; word <= 0xffffffffu; word += tests::fewer_if_sanitized(4093u, 65537u)) {
      const float x = exponential<float>(static_cast<std::uint32_t>(word));
      const long double u = (static_cast<long double>(word >> 1) + 0.5L) / 2147483648.0L;
      const double error = std::fabs(static_cast<double>(x + std::log(u)));
      worst = std::max(worst, error / std::max(1.0, -static_cast<double>(std::log(u))));
      REQUIRE(x >= 0.0f);
      REQUIRE(x <= before + 1e-6f);
      before = x;
    }
    CHECK(worst < 3.5e-7);
  }

  TEST_CASE("small waiting times keep 1e-5 relative precision, so that rare events are not too frequent") {
    for (std::uint32_t step = 1; step < 3000000; step = step * 5 / 4 + 1) {
      const long double x = (step - 0.5L) / 2147483648.0L;  // 1 - u
      const float found = exponential<float>((0x80000000u - step) << 1);
      CHECK(std::abs(found / -std::log1p(-x) - 1.0L) < 1e-5L);
    }
  }

  TEST_CASE("an event of probability 1 always happens, one of probability 0 never") {
    for (const std::uint32_t word : {0u, 1u, 0x7fffffffu, 0xfffffffeu, 0xffffffffu}) {
      CHECK(any(happens<float>(word, 1.0f)));
      CHECK_FALSE(any(happens<float>(word, 0.0f)));
    }
  }

  TEST_CASE("exponential waiting times have the right mean, variance and tails") {
    double sum = 0.0, squares = 0.0, beyond_0_01 = 0.0, beyond_1 = 0.0, beyond_8 = 0.0;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      const double x = double{exponential<float>(draws_of(i).words[2])};
      sum += x;
      squares += x * x;
      beyond_0_01 += x > 0.01;
      beyond_1 += x > 1.0;
      beyond_8 += x > 8.0;
    }
    CHECK(std::fabs(z_of_mean(sum, kDraws, 1.0, 1.0)) < 4.0);
    CHECK(std::fabs(z_of_mean(squares, kDraws, 2.0, std::sqrt(20.0))) < 4.0);
    CHECK(std::fabs(z_of(beyond_0_01, kDraws, std::exp(-0.01))) < 4.0);
    CHECK(std::fabs(z_of(beyond_1, kDraws, std::exp(-1.0))) < 4.0);
    CHECK(std::fabs(z_of(beyond_8, kDraws, std::exp(-8.0))) < 4.0);
  }

  TEST_CASE("normal pairs have the moments and tails of two independent standard normals") {
    double sum[2] = {}, squares[2] = {}, cubes[2] = {}, fourths[2] = {}, beyond_2[2] = {}, beyond_4[2] = {};
    double product = 0.0, product_of_squares = 0.0;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      const RandomWords<float> d = draws_of(i);
      const NormalPair<float> pair = normal_pair<float>(d.words[0], d.words[1]);
      const double z[2] = {double{pair.first}, double{pair.second}};
      for (int k = 0; k < 2; ++k) {
        sum[k] += z[k];
        squares[k] += z[k] * z[k];
        cubes[k] += z[k] * z[k] * z[k];
        fourths[k] += z[k] * z[k] * z[k] * z[k];
        beyond_2[k] += z[k] > 2.0;
        beyond_4[k] += std::fabs(z[k]) > 4.0;
      }
      product += z[0] * z[1];
      product_of_squares += (z[0] * z[0] - 1.0) * (z[1] * z[1] - 1.0);
    }
    for (int k = 0; k < 2; ++k) {
      CAPTURE(k);
      CHECK(std::fabs(z_of_mean(sum[k], kDraws, 0.0, 1.0)) < 4.0);
      CHECK(std::fabs(z_of_mean(squares[k], kDraws, 1.0, std::sqrt(2.0))) < 4.0);
      CHECK(std::fabs(z_of_mean(cubes[k], kDraws, 0.0, std::sqrt(15.0))) < 4.0);
      CHECK(std::fabs(z_of_mean(fourths[k], kDraws, 3.0, std::sqrt(96.0))) < 4.0);
      CHECK(std::fabs(z_of(beyond_2[k], kDraws, 0.5 * std::erfc(2.0 / std::sqrt(2.0)))) < 4.0);
      CHECK(std::fabs(z_of(beyond_4[k], kDraws, std::erfc(4.0 / std::sqrt(2.0)))) < 4.0);
    }
    CHECK(std::fabs(z_of_mean(product, kDraws, 0.0, 1.0)) < 4.0);
    CHECK(std::fabs(z_of_mean(product_of_squares, kDraws, 0.0, 2.0)) < 4.0);
  }

  TEST_CASE("the squared length of a normal pair is within 1e-6 of -2 ln u, and never above 6.67 squared") {
    for (std::uint32_t i = 0; i < 200000; ++i) {
      const RandomWords<float> d = draws_of(i);
      const NormalPair<float> pair = normal_pair<float>(d.words[2], d.words[3]);
      const double squared = double{pair.first} * pair.first + double{pair.second} * pair.second;
      const double expected = -2.0 * std::log((double(d.words[2] >> 1) + 0.5) / 2147483648.0);
      REQUIRE(std::fabs(squared - expected) <= 1e-6 * std::max(1.0, expected));
    }
    const NormalPair<float> farthest = normal_pair<float>(0u, 0u);
    CHECK(std::hypot(farthest.first, farthest.second) < 6.67f);
  }

  TEST_CASE("the angle of normal pairs fills 64 directions evenly") {
    std::vector<double> cells(64, 0.0);
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      const RandomWords<float> d = draws_of(i);
      const NormalPair<float> pair = normal_pair<float>(d.words[2], d.words[3]);
      const double turn =
          std::atan2(double{pair.second}, double{pair.first}) / (2.0 * 3.14159265358979) + 0.5;
      ++cells[static_cast<std::size_t>(turn * 64.0) % 64];
    }
    double chi_squared = 0.0;
    for (const double cell : cells)
      chi_squared += (cell - kDraws / 64.0) * (cell - kDraws / 64.0) / (kDraws / 64.0);
    CHECK(std::fabs(chi_squared - 63.0) / std::sqrt(2.0 * 63.0) < 4.0);
  }

  TEST_CASE("pair_of takes a purpose's word and the next one") {
    const RandomWords<float> d = draws_of(5);
    const NormalPair<float> expected = normal_pair<float>(d.words[2], d.words[3]);
    const NormalPair<float> got = pair_of(d, Purpose::slow_half_life);
    CHECK(got.first == expected.first);
    CHECK(got.second == expected.second);
  }
}
