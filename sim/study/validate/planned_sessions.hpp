// On which days an arm plans its sessions, if everybody comes and no rule changes anything: what a reader of
// a protocol knows of a trial.
#pragma once

#include <cstdint>
#include <vector>

#include "regimen/plan.hpp"

namespace tachy::study {

struct PlannedSession {
  std::uint32_t day = 0;
  model::Product product = model::Product::saline;
  bool after_naltrexone = false;
};

// In order, up to the last day of the horizon.
std::vector<PlannedSession> planned_sessions(const regimen::Plan& plan, std::uint32_t arm,
                                             std::uint32_t horizon_days);

}  // namespace tachy::study
