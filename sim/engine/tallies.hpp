// The counts of a population: whole numbers only, so that adding them in any order gives the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/measures.hpp"

namespace tachy::engine {

// A per-patient total, and its difference from the same patient's in the reference arm.
struct TotalTally {
  std::int64_t sum = 0, sum_squares = 0;
  std::int64_t difference_sum = 0, difference_sum_squares = 0;
  std::int64_t higher = 0, lower = 0;  // patients whose difference is at least the smallest that counts
  bool operator==(const TotalTally&) const = default;
};

struct Tallies {
  std::uint32_t arms = 0, weeks = 0;
  std::int64_t enrolled = 0;             // patients simulated
  std::int64_t not_enrolled = 0;         // patient numbers for whom no eligible candidate was found
  std::int64_t candidates_screened = 0;  // to find the enrolled
  std::int64_t age_sum = 0, women = 0, weight_sum = 0, baseline_hamd17_sum = 0;  // years, -, kg, 1/64 point
  std::vector<std::int64_t> weekly;                                              // [arm][week][Weekly]
  std::vector<TotalTally> totals;                                                // [arm][Total]

  Tallies() = default;
  Tallies(std::uint32_t arms, std::uint32_t weeks);
  std::int64_t& at(std::uint32_t arm, std::uint32_t week, model::Weekly m);
  std::int64_t at(std::uint32_t arm, std::uint32_t week, model::Weekly m) const;
  TotalTally& at(std::uint32_t arm, model::Total t);
  const TotalTally& at(std::uint32_t arm, model::Total t) const;
  void add(const Tallies& other);             // which must have the same arms and weeks
  std::vector<std::int64_t> numbers() const;  // all of them, always in the same order
  std::size_t count_of_numbers() const;
  void set_numbers(std::span<const std::int64_t> numbers);  // as many as numbers() gives
  bool operator==(const Tallies&) const = default;
  std::uint64_t checksum() const;  // FNV-1a over all numbers
};

}  // namespace tachy::engine
