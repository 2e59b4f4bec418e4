// Copies of the patients of a block (day/copies.hpp): where lives part while the block is lived, the lives
// that follow, and what they count in the rare measures. Nothing here is touched with one misuse clock.
#pragma once

#include <span>
#include <vector>

#include "day/copies.hpp"
#include "engine/block.hpp"
#include "engine/tallies.hpp"

namespace tachy::engine {

struct RowParting {
  std::uint32_t row;
  day::Parting parting;
};
struct Partings {
  std::vector<RowParting> all;  // in no order that matters
};

// A life of the patient in a row, in one arm.
struct LifeOfRow {
  std::uint32_t row, arm;
  day::RareLife life;
};

// All that part in a block that has lived its days, in order of rows, arms and numbers.
class RareLives {
 public:
  RareLives() = default;
  RareLives(const day::Setup& setup, const Block& block);
  std::span<const LifeOfRow> of(std::uint32_t row, std::uint32_t arm) const;
  // Adds the copies to the weekly rare measures, where the patients themselves are counted already.
  void add_weeks(const day::Setup& setup, const Block& block, Tallies& tallies) const;

 private:
  std::vector<LifeOfRow> lives_;
};

}  // namespace tachy::engine
