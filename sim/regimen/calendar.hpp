// The days on which doses fall if every visit is kept and no rule intervenes.
//
// The plan of an arm as a protocol prints it; the engine's calendar moves with late visits and rules.
// A dose above the arm's yearly cap is held: the calendar goes on, that dose is not given. A treatment
// year is 365 days since day 0. The cap on all doses ends treatment.
#pragma once

#include <cstdint>
#include <vector>

#include "regimen/plan.hpp"

namespace tachy::regimen {

struct PlannedDose {
  std::uint32_t day;
  std::uint32_t phase;      // index in the arm
  std::uint32_t dose_form;  // index in the plan
  bool operator==(const PlannedDose&) const = default;
};

// In order of days, all before `horizon_days`.
std::vector<PlannedDose> planned_calendar(const Arm& arm, std::uint32_t horizon_days);

}  // namespace tachy::regimen
