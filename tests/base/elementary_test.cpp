// The stated error bounds of elementary.hpp, against long double.
#include "base/elementary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sanitized.hpp"

using namespace tachy;
using Exact = long double;

namespace {

constexpr std::uint32_t kStride = tests::fewer_if_sanitized(1u, 16u);  // through the numbers
constexpr float kStep = static_cast<float>(kStride);

// Largest |got - expected| / allowed over a grid; a bound holds when this is at most 1.
class Worst {
 public:
  void meet(float got, Exact expected, Exact allowed) {
    worst_ = std::max(worst_, static_cast<double>(std::fabs(Exact{got} - expected) / allowed));
  }
  double share() const { return worst_; }

 private:
  double worst_ = 0.0;
};

}  // namespace

TEST_SUITE("base/elementary") {
  TEST_CASE("exp is within 9e-8 relative on [-87, 87]") {
    Worst worst;
    for (float x = -87.0f; x <= 87.0f; x += kStep * 1.3e-4f)
      worst.meet(exp(x), std::exp(Exact{x}), 9e-8L * std::exp(Exact{x}));
    CHECK(worst.share() <= 1.0);
  }

  TEST_CASE("exp is within 9e-8 relative near zero and exact at zero") {
    Worst worst;
    for (float x = 1e-10f; x < 1.0f; x *= 1.0f + kStep * 1e-4f)
      for (const float y : {x, -x}) worst.meet(exp(y), std::exp(Exact{y}), 9e-8L * std::exp(Exact{y}));
    CHECK(worst.share() <= 1.0);
    CHECK(exp(0.0f) == 1.0f);
  }

  TEST_CASE("exp stops falling at -87") {
    CHECK(exp(-88.0f) == exp(-87.0f));
    CHECK(exp(-1e30f) == exp(-87.0f));
    CHECK(exp(-1e30f) > 0.0f);
  }

  TEST_CASE("log is within 3e-7 times the larger of 1 and |ln x| for every normal x") {
    Worst worst;
    for (std::uint32_t bits = 0x00800000u; bits < 0x7f800000u; bits += kStride * 1511) {
      const float x = float_of_bits(bits);
      const Exact expected = std::log(Exact{x});
      worst.meet(log(x), expected, 3e-7L * std::max(1.0L, std::fabs(expected)));
    }
    CHECK(worst.share() <= 1.0);
  }

  TEST_CASE("log is within 3e-7 absolute for every fourth number between 1/2 and 4") {
    Worst worst;
    for (std::uint32_t bits = bits_of(0.5f); bits < bits_of(4.0f); bits += kStride * 4) {
      const Exact expected = std::log(Exact{float_of_bits(bits)});
      worst.meet(log(float_of_bits(bits)), expected, 3e-7L * std::max(1.0L, std::fabs(expected)));
    }
    CHECK(worst.share() <= 1.0);
  }

  TEST_CASE("the probability of a hazard is within 6e-7 relative, however small the hazard") {
    Worst worst;
    for (float h = 1e-30f; h < 87.0f; h *= 1.0f + kStep * 7e-5f)
      worst.meet(probability_of_hazard(h), -std::expm1(-Exact{h}), -6e-7L * std::expm1(-Exact{h}));
    CHECK(worst.share() <= 1.0);
    CHECK(probability_of_hazard(0.0f) == 0.0f);
    CHECK(probability_of_hazard(1000.0f) == 1.0f);
  }

  TEST_CASE("logistic is within 2e-7 relative for |x| <= 80") {
    Worst worst;
    for (float x = -80.0f; x <= 80.0f; x += kStep * 1.7e-4f) {
      const Exact expected = 1.0L / (1.0L + std::exp(-Exact{x}));
      worst.meet(logistic(x), expected, 2e-7L * expected);
    }
    CHECK(worst.share() <= 1.0);
    CHECK(logistic(0.0f) == 0.5f);
  }

  TEST_CASE("what remains is within 1e-7 relative per half-life passed, and one half after one half-life") {
    Worst worst;
    for (const float half_life : {0.3f, 4.7f, 27.0f, 107.0f})
      for (float time = 0.0f; time < 100.0f * half_life; time += kStep * 0.0013f * half_life) {
        const Exact passed = Exact{time} / half_life, expected = std::exp2(-passed);
        worst.meet(remaining(time, half_life), expected, 1e-7L * (1.0L + passed) * expected);
      }
    CHECK(worst.share() <= 1.0);
    CHECK(remaining(0.0f, 5.0f) == 1.0f);
  }
}
