#include "base/addressed_engine.hpp"

#include <doctest/doctest.h>

#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/discrete_distribution.hpp>
#include <boost/random/uniform_01.hpp>

#include <cmath>
#include <random>

using namespace tachy;

static_assert(std::uniform_random_bit_generator<AddressedEngine>);

namespace {

constexpr PhiloxKeys kEngineKeys = philox_keys(99);
constexpr std::uint32_t kPatients = 200000;

AddressedEngine engine_of(std::uint32_t patient, Purpose purpose = Purpose::age) {
  return AddressedEngine(kEngineKeys, purpose, patient, 2, 16);
}

double z_of_count(double count, double n, double p) { return (count - n * p) / std::sqrt(n * p * (1.0 - p)); }

}  // namespace

TEST_SUITE("base/addressed_engine") {
  TEST_CASE("the first word is the purpose's own, later words are those of the next indices") {
    AddressedEngine engine(kEngineKeys, Purpose::sex, 7, 3, 32);
    for (std::uint32_t i = 0; i < AddressedEngine::kWordsPerBlock; ++i)
      CHECK(engine() == random_words<float>(kEngineKeys, Purpose::sex, 7, 3, 0, 32 + i).word(Purpose::sex));
  }

  TEST_CASE("the same address gives the same numbers, another address others") {
    AddressedEngine a = engine_of(1), same = engine_of(1), patient = engine_of(2),
                    purpose = engine_of(1, Purpose::sex);
    for (int i = 0; i < 16; ++i) {
      const std::uint32_t word = a();
      CHECK(same() == word);
      CHECK(patient() != word);
      CHECK(purpose() != word);
    }
  }

  TEST_CASE("a copy goes on from where the original stood") {
    AddressedEngine engine = engine_of(3);
    engine();
    AddressedEngine copy = engine;
    CHECK(copy() == engine());
  }

  TEST_CASE("Boost's uniform distribution has the right mean and variance over patients") {
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
      AddressedEngine engine = engine_of(patient);
      const double u = boost::random::uniform_01<double>()(engine);
      REQUIRE(u >= 0.0);
      REQUIRE(u < 1.0);
      sum += u;
      squares += (u - 0.5) * (u - 0.5);
    }
    CHECK(std::fabs(sum / kPatients - 0.5) < 4.0 * std::sqrt(1.0 / 12 / kPatients));
    CHECK(std::fabs(squares / kPatients - 1.0 / 12) < 4.0 * std::sqrt(1.0 / 180 / kPatients));
  }

  TEST_CASE("Boost's Bernoulli distribution gives its probability over patients") {
    for (const float p : {0.002f, 0.3f, 0.66f}) {
      double count = 0.0;
      for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
        AddressedEngine engine = engine_of(patient, Purpose::sex);
        count += boost::random::bernoulli_distribution<float>(p)(engine);
      }
      const double z = z_of_count(count, kPatients, double{p});
      CAPTURE(z);
      CHECK(std::fabs(z) < 4.0);
    }
  }

  TEST_CASE("Boost's discrete distribution gives its weights over patients") {
    const double weights[] = {0.5, 0.3, 0.15, 0.05};
    const boost::random::discrete_distribution<int> among(weights);
    double counts[4] = {};
    for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
      AddressedEngine engine = engine_of(patient, Purpose::failed_treatments);
      ++counts[among(engine)];
    }
    for (int i = 0; i < 4; ++i) CHECK(std::fabs(z_of_count(counts[i], kPatients, weights[i])) < 4.0);
  }
}
