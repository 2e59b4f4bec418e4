// The loops on several threads: each step once, in order where asked for, one loop within another.
#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "engine/parallel.hpp"

using namespace tachy;

TEST_SUITE("engine/parallel") {
  TEST_CASE("every step is taken once on any number of threads") {
    const engine::ThreadLimit limit(7);
    for (const int threads : {0, 1, 2, 7})
      for (const std::size_t n : {0u, 1u, 1000u}) {
        std::vector<int> taken(n, 0);
        engine::for_each(n, threads, [&](std::size_t i) { ++taken[i]; });
        CHECK(std::accumulate(taken.begin(), taken.end(), std::size_t{0}) == n);
      }
  }

  TEST_CASE(
      "steps in order are made before they are taken, at most so many ahead, and taken by rising number") {
    const engine::ThreadLimit limit(7);
    constexpr std::size_t kSteps = 500, kAhead = 5;
    for (const int threads : {1, 2, 7}) {
      std::vector<std::size_t> places(kAhead), taken;
      std::atomic<bool> in_order{true};
      engine::for_each_in_order(
          kSteps, threads, kAhead, [&](std::size_t i) { places[i % kAhead] = i * i; },
          [&](std::size_t i) {
            if (places[i % kAhead] != i * i) in_order = false;
            taken.push_back(i);
          });
      std::vector<std::size_t> expected(kSteps);
      std::iota(expected.begin(), expected.end(), std::size_t{0});
      CHECK(in_order);
      CHECK(taken == expected);
    }
  }

  TEST_CASE("a loop within a loop takes every step once, whatever number of threads either asks for") {
    const engine::ThreadLimit limit(7);
    for (const int outer : {1, 2, 7})
      for (const int inner : {1, 2, 7}) {
        std::vector<std::atomic<int>> sums(20);
        engine::for_each(20, outer, [&](std::size_t i) {
          engine::for_each(50, inner, [&](std::size_t j) { sums[i] += static_cast<int>(j); });
        });
        for (const auto& sum : sums) CHECK(sum == 49 * 50 / 2);
      }
  }

  TEST_CASE("what a step throws comes to the caller") {
    for (const int threads : {1, 2}) {
      CHECK_THROWS_WITH(engine::for_each(9, threads,
                                         [](std::size_t i) {
                                           if (i == 3) throw std::runtime_error("three");
                                         }),
                        "three");
      engine::for_each(2, threads, [](std::size_t) {});  // and the next loop is none the worse
    }
  }
}
