// What an answer's variance between draws rests on, against cases with known shares.
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <random>

#include "output/variance/shapley.hpp"
#include "output/variance/variance_shares.hpp"
#include "tests/sanitized.hpp"

using namespace tachy::output;

namespace {

// Two standard normals with a correlation, and others that have nothing to do with them.
DrawnValues two_and_idle(std::size_t draws, double correlation, std::size_t idle, std::mt19937_64& words) {
  std::normal_distribution<double> normal;
  DrawnValues drawn{.values = std::vector<ByDraw>(2 + idle, ByDraw(draws)), .groups = {"assumed", "fitted"}};
  for (std::size_t i = 0; i < idle; ++i) drawn.groups.emplace_back(i % 2 == 0 ? "fitted" : "assumed");
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double first = normal(words);
    drawn.values[0][draw] = first;
    drawn.values[1][draw] = correlation * first + std::sqrt(1 - correlation * correlation) * normal(words);
    for (std::size_t i = 0; i < idle; ++i) drawn.values[2 + i][draw] = normal(words);
  }
  return drawn;
}

ByDraw sum_of(const DrawnValues& drawn, double first, double second) {
  ByDraw sum;
  for (std::size_t draw = 0; draw < drawn.values[0].size(); ++draw)
    sum.push_back(first * drawn.values[0][draw] + second * drawn.values[1][draw]);
  return sum;
}

const GroupShare& share_of(const VarianceShares& shares, const std::string& group) {
  return *std::find_if(shares.groups.begin(), shares.groups.end(),
                       [&](const GroupShare& share) { return share.group == group; });
}

}  // namespace

TEST_SUITE("output/variance_shares") {
  // "X1+X2, correlation .5": SALib issue 193.
  TEST_CASE("of a correlated sum each is worth three quarters alone, and half by Shapley") {
    std::mt19937_64 words(11);
    const DrawnValues drawn = two_and_idle(2000, 0.5, 0, words);
    const auto found = variance_shares(drawn, sum_of(drawn, 1, 1));
    REQUIRE(found);
    // A squared correlation r has the standard error 2 sqrt(r) (1 - r) / sqrt(n) (Olkin and Finn 1995).
    const double error = 2 * std::sqrt(0.75) * 0.25 / std::sqrt(2000.0);
    for (const GroupShare& group : found->groups) {
      CAPTURE(group.group);
      CHECK(group.parameters == 1);
      CHECK(std::abs(group.alone - 0.75) < 4 * error);
      CHECK(std::abs(group.share.estimate - 0.5) < 4 * error);
      CHECK(group.share.low < 0.5);
      CHECK(group.share.high > 0.5);
      CHECK(group.converged());
    }
    CHECK(std::abs(found->untold) < 1e-9);
  }

  TEST_CASE("as many parameters as draws take no share from the two that matter") {
    std::mt19937_64 words(12);
    const DrawnValues drawn = two_and_idle(100, 0.0, 98, words);
    const auto found = variance_shares(drawn, sum_of(drawn, 2, 1));  // 4 to 1
    REQUIRE(found);
    const double error = 2 * std::sqrt(0.8) * 0.2 / std::sqrt(100.0);
    CHECK(std::abs(share_of(*found, "assumed").share.estimate - 0.8) < 4 * error);
    CHECK(std::abs(share_of(*found, "fitted").share.estimate - 0.2) < 4 * error);
    CHECK(found->untold < 0.05);
  }

  TEST_CASE("a product of two parameters is foretold by both together") {
    std::mt19937_64 words(13);
    const DrawnValues drawn = two_and_idle(400, 0.0, 10, words);
    ByDraw outcome = sum_of(drawn, 1, 1);
    for (std::size_t draw = 0; draw < outcome.size(); ++draw)
      outcome[draw] += drawn.values[0][draw] * drawn.values[1][draw];
    const auto found = variance_shares(drawn, outcome);
    REQUIRE(found);
    CHECK(found->untold < 0.05);
    for (const GroupShare& group : found->groups) {
      CHECK(std::abs(group.alone - 1.0 / 3) < 0.15);
      CHECK(std::abs(group.share.estimate - 0.5) < 0.15);
    }
  }

  TEST_CASE("noise is foretold by nothing, and shares of it have not converged") {
    std::mt19937_64 words(14);
    std::normal_distribution<double> normal;
    const DrawnValues drawn = two_and_idle(100, 0.0, 60, words);
    ByDraw noise;
    for (int draw = 0; draw < 100; ++draw) noise.push_back(normal(words));
    const auto found = variance_shares(drawn, noise);
    REQUIRE(found);
    CHECK(found->untold > 0.8);
    for (const GroupShare& group : found->groups) {
      CHECK_FALSE(group.converged());
      CHECK(group.share.low < 0.1);
      CHECK(group.share.high > 0.8);
    }
  }

  TEST_CASE("the interval holds the share that many draws have, as often as it says") {
    std::mt19937_64 words(15);
    std::normal_distribution<double> normal;
    constexpr int kTries = tests::fewer_if_sanitized(60, 10);
    int held = 0;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const DrawnValues drawn = two_and_idle(100, 0.5, 10, words);
      ByDraw outcome = sum_of(drawn, 1, 1);                  // variance 3, half of it each
      for (double& value : outcome) value += normal(words);  // and 1 that is chance
      const auto found = variance_shares(drawn, outcome);
      REQUIRE(found);
      const Interval& share = share_of(*found, "assumed").share;
      held += share.low <= 0.375 && share.high >= 0.375;
    }
    // The interval allows for all of chance, so it may hold more often, but not less.
    CAPTURE(held);
    CHECK(held >= kTries * (0.95 - 4 * std::sqrt(0.95 * 0.05 / kTries)));
  }

  TEST_CASE("without variance, or with few draws, nothing is said") {
    std::mt19937_64 words(16);
    CHECK_FALSE(variance_shares(two_and_idle(100, 0.0, 3, words), ByDraw(100, 7.25)));
    const DrawnValues few = two_and_idle(kFewestDraws - 1, 0.0, 0, words);
    CHECK_FALSE(variance_shares(few, sum_of(few, 1, 1)));
  }

  TEST_CASE("a parameter that no draw moves has no part in it") {
    std::mt19937_64 words(17);
    DrawnValues drawn = two_and_idle(100, 0.0, 0, words);
    drawn.values[1].assign(100, 3.0);
    const auto found = variance_shares(drawn, sum_of(drawn, 1, 0));
    REQUIRE(found);
    CHECK(share_of(*found, "assumed").share.estimate == doctest::Approx(1.0));
    CHECK(share_of(*found, "fitted").share.estimate == doctest::Approx(0.0));
  }

  TEST_CASE("Shapley shares of a majority of three are a third each, and a dummy has none") {
    // Bits: the players in the set. Two of the first three are needed; the fourth changes nothing.
    std::vector<double> worth;
    for (unsigned set = 0; set < 16; ++set) worth.push_back(std::popcount(set & 7u) >= 2 ? 1.0 : 0.0);
    const std::vector<double> shares = shapley_shares(worth);
    for (std::size_t player = 0; player < 3; ++player) CHECK(shares[player] == doctest::Approx(1.0 / 3));
    CHECK(shares[3] == doctest::Approx(0.0));
  }
}
