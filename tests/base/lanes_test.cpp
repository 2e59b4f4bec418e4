#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "lane_check.hpp"
#include "philox_vectors.hpp"

using namespace tachy;

namespace {

void check(test::LaneFaults (*lane_faults)(const test::LaneInput&), unsigned lanes) {
  std::mt19937 source(11);
  std::vector<std::uint32_t> words(1u << 16);
  for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(source());
  std::vector<PhiloxKeys> keys;
  for (const test::PhiloxVector& vector : test::kPhiloxVectors) keys.push_back(philox_keys(vector.key));
  const test::LaneFaults result =
      lane_faults({words.data(), static_cast<unsigned>(words.size()), keys.data()});
  INFO("first to differ: ", result.first == nullptr ? "none" : result.first);
  CHECK(result.faults == 0);
  CHECK(result.lanes == lanes);
  CHECK(result.compared > 100000u);
}

}  // namespace

TEST_SUITE("base/lanes") {
  TEST_CASE("every SSE4 lane does what one lane does") {
    if (__builtin_cpu_supports("sse4.2")) check(test::sse4::lane_faults, 4);
  }
  TEST_CASE("every AVX2 lane does what one lane does") {
    if (__builtin_cpu_supports("avx2")) check(test::avx2::lane_faults, 8);
  }
  TEST_CASE("every AVX-512 lane does what one lane does") {
    const bool all = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                     __builtin_cpu_supports("avx512vl");
    if (all) check(test::avx512::lane_faults, 16);
  }
}
