// The visits of an arm if every visit is kept and no rule intervenes.
//
// The plan of an arm as a protocol prints it; the engine's calendar moves with late visits and rules.
// Who is judged before the first day of a phase has a visit for it, unless it is passed already.
// A dose above the arm's cap for a week or year is held: that visit has no dose, the calendar goes on. Weeks
// and years count from day 0. The cap on all doses ends treatment.
#pragma once

#include <cstdint>
#include <vector>

#include "regimen/plan.hpp"

namespace tachy::regimen {

enum class Planned : std::uint32_t {
  dose,
  held,       // by a cap
  rating,     // nothing is given in this phase
  judgement,  // of who enters this phase, before its first day
};
struct PlannedVisit {
  std::uint32_t day;
  std::uint32_t phase;  // index in the arm
  Planned what;
  bool operator==(const PlannedVisit&) const = default;
};

// In order of days, all before `horizon_days`.
std::vector<PlannedVisit> planned_calendar(const Arm& arm, std::uint32_t horizon_days);

}  // namespace tachy::regimen
