// The regimen of every arm in words and as a calendar.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace tachy::cli {

std::string describe_arm(const scenario::Scenario& scenario, std::size_t arm);

}  // namespace tachy::cli
