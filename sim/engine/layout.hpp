// Where each group of columns stands in a block's memory, worked out once for an
// experiment.
//
// What an experiment does not use takes no room: its group has no columns. How to add a group: its name in
// one of the enums and, in the same place, its row in layout.cpp, which says how many columns are needed (0:
// none). Give it its first values where block_kernel.cpp enrols; whoever reads or writes an optional group
// asks has() before.
#pragma once

#include <cstdint>

#include "regimen/experiment.hpp"

namespace tachy::engine {

// What all arms share of a patient. exposure and log_peak: a column for each dose form.
enum class SharedGroup : std::uint32_t { enrolled, stratum, rows, exposure, log_peak };
// What a patient has in each arm. dependence: what model::EventClocks does not hold of
// model::DependenceState. passed: what passed the opioid gate.
enum class ArmGroup : std::uint32_t {
  rows,
  rule_memories,
  next_visit,
  event_clocks,
  week_record,
  week_counts,
  dependence,
  flow,
  passed
};
inline constexpr std::uint32_t kSharedGroups = 5, kArmGroups = 9;

struct Layout {
  std::uint32_t shared[kSharedGroups + 1];  // the first column of each group; the last: how many there are
  std::uint32_t arm[kArmGroups + 1];        // the same, within an arm
  std::uint32_t arms, strata;

  [[gnu::always_inline]] std::uint32_t first(SharedGroup group) const {
    return shared[static_cast<std::uint32_t>(group)];
  }
  [[gnu::always_inline]] std::uint32_t first(ArmGroup group) const {
    return arm[static_cast<std::uint32_t>(group)];
  }
  [[gnu::always_inline]] bool has(ArmGroup group) const {
    return arm[static_cast<std::uint32_t>(group)] != arm[static_cast<std::uint32_t>(group) + 1];
  }
  [[gnu::always_inline]] std::uint32_t shared_columns() const { return shared[kSharedGroups]; }
  [[gnu::always_inline]] std::uint32_t arm_columns() const { return arm[kArmGroups]; }
  [[gnu::always_inline]] std::uint32_t columns() const { return shared_columns() + arms * arm_columns(); }
};

Layout layout_of(const regimen::Experiment& experiment);

}  // namespace tachy::engine
