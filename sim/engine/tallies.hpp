// The counts of a population: whole numbers only, so that adding them in any order gives the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "model/measures.hpp"

namespace tachy::engine {

// A per-patient total, and its difference from the same patient's in the reference arm. Of a rare measure a
// patient's total is that of all its lives, each of which is higher or lower than itself.
struct TotalTally {
  std::int64_t sum = 0, sum_squares = 0;
  std::int64_t difference_sum = 0, difference_sum_squares = 0;
  std::int64_t higher = 0, lower = 0;  // patients whose difference is at least the smallest that counts
  std::int64_t up = 0, down = 0;       // patients whose difference is above 0, and below
  std::int64_t up_sum = 0, up_sum_squares = 0;  // of the differences above 0
  bool operator==(const TotalTally&) const = default;
};

// The numbers of a total, in the order of files and checksums.
struct TotalNumber {
  std::string_view name;
  std::int64_t TotalTally::*number;
};
inline constexpr TotalNumber kTotalNumbers[] = {
    {"sum", &TotalTally::sum},
    {"sum_squares", &TotalTally::sum_squares},
    {"difference_sum", &TotalTally::difference_sum},
    {"difference_sum_squares", &TotalTally::difference_sum_squares},
    {"higher", &TotalTally::higher},
    {"lower", &TotalTally::lower},
    {"up", &TotalTally::up},
    {"down", &TotalTally::down},
    {"up_sum", &TotalTally::up_sum},
    {"up_sum_squares", &TotalTally::up_sum_squares},
};
static_assert(std::size(kTotalNumbers) * sizeof(std::int64_t) == sizeof(TotalTally));

// Pairs of different totals: (1, 0), (2, 0), (2, 1), (3, 0), ...
inline constexpr std::uint32_t kTotalPairs = model::kTotalCount * (model::kTotalCount - 1) / 2;
constexpr std::uint32_t pair_number(std::uint32_t larger, std::uint32_t smaller) {
  return larger * (larger - 1) / 2 + smaller;
}

// Everything but the cohort is counted apart in each stratum (model/strata.hpp). Periods are weeks unless the
// experiment says otherwise (Experiment::period_ends); what reviews count in a longer period is added up over
// its reviews.
struct Tallies {
  std::uint32_t arms = 0, periods = 0, strata = 1;
  std::uint32_t misuse_clocks = 1;       // lives of a patient that rare measures count (model::is_rare)
  std::int64_t enrolled = 0;             // patients simulated
  std::int64_t not_enrolled = 0;         // patient numbers for whom no eligible candidate was found
  std::int64_t candidates_screened = 0;  // to find the enrolled
  std::int64_t age_sum = 0, women = 0, weight_sum = 0,
               baseline_hamd17_sum = 0;   // 1/64 year, -, 1/64 kg or point
  std::vector<std::int64_t> enrolled_in;  // [stratum]
  std::vector<std::int64_t> weekly;       // [stratum][arm][period][Weekly]
  std::vector<TotalTally> totals;         // [stratum][arm][Total]
  // Products of the differences of two totals from those in the reference arm: [stratum][arm][pair_number].
  std::vector<std::int64_t> products;
  std::vector<std::int64_t> flow;  // [stratum][arm][day::kFlowTable]

  Tallies() = default;
  Tallies(std::uint32_t arms, std::uint32_t periods, std::uint32_t strata = 1,
          std::uint32_t misuse_clocks = 1);
  std::int64_t& at(std::uint32_t arm, std::uint32_t period, model::Weekly m, std::uint32_t stratum = 0);
  std::int64_t at(std::uint32_t arm, std::uint32_t period, model::Weekly m, std::uint32_t stratum = 0) const;
  TotalTally& at(std::uint32_t arm, model::Total t, std::uint32_t stratum = 0);
  const TotalTally& at(std::uint32_t arm, model::Total t, std::uint32_t stratum = 0) const;
  // Of two different totals.
  std::int64_t product(std::uint32_t arm, model::Total a, model::Total b, std::uint32_t stratum = 0) const;
  std::int64_t* products_of(std::uint32_t arm, std::uint32_t stratum = 0);  // [pair_number]
  std::int64_t* flow_of(std::uint32_t arm, std::uint32_t stratum = 0);      // the steps of day::kFlowTable
  const std::int64_t* flow_of(std::uint32_t arm, std::uint32_t stratum = 0) const;
  // What a stored whole number of a weekly or a total measure is worth in its unit.
  template <class Row>
  double scale_of(const Row& row) const {
    return model::scale_of(row, misuse_clocks);
  }
  Tallies pooled() const;  // all strata together
  bool same_shape(const Tallies& other) const;
  void add(const Tallies& other);             // which must have the same shape
  std::vector<std::int64_t> numbers() const;  // all of them, always in the same order
  std::size_t count_of_numbers() const;
  void set_numbers(std::span<const std::int64_t> numbers);  // as many as numbers() gives
  bool operator==(const Tallies&) const = default;
  std::uint64_t checksum() const;  // FNV-1a over all numbers
};

}  // namespace tachy::engine
