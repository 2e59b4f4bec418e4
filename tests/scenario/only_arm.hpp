// The plan of a scenario with one arm, which must have no fault.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "regimen/calendar.hpp"
#include "scenario/load.hpp"
#include "tests/scenario/in_memory.hpp"

namespace tachy::scenario {

inline regimen::Arm only_arm(const Loaded& loaded) {
  INFO(shown(loaded));
  REQUIRE(loaded.faults.empty());
  return loaded.scenario.experiment.plan.arm[0];
}

using Days = std::vector<std::uint32_t>;
// The planned visits of one of its phases.
inline Days days_of_phase(const Loaded& loaded, std::uint32_t phase, std::uint32_t horizon_days = 365) {
  Days days;
  for (const auto& visit : regimen::planned_calendar(only_arm(loaded), horizon_days)) {
    if (visit.phase == phase) days.push_back(visit.day);
  }
  return days;
}

}  // namespace tachy::scenario
