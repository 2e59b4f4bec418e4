// Until when two arms are the same: the same patients live through the same days in both.
//
// Arms that begin with the same phase under the same policy cannot differ before a patient may reach the end
// of that phase, or a stage of policy that only one of them has.
#pragma once

#include <cstdint>

#include "regimen/plan.hpp"

namespace tachy::regimen {

// The first day of 0 .. horizon_days on which the arms may differ; a little early where rules make it hard to
// tell.
std::uint32_t parting_day(const Arm& a, const Arm& b, std::uint32_t horizon_days);

}  // namespace tachy::regimen
