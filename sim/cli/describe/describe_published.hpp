// What a trial published, for `tachy describe`.
#pragma once

#include "scenario/scenario.hpp"

namespace tachy::cli {

void print_published(const scenario::Scenario& scenario);

}  // namespace tachy::cli
