// Keeps the arms asked for with --arms.
#pragma once

#include <string>
#include <vector>

#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// In the order asked for; all when none is. Endpoints that look at other arms are taken out, and the first
// arm becomes the reference when the reference arm is gone.
void keep_arms(Node& root, const std::vector<std::string>& ids, Sources& sources, Faults& faults);

}  // namespace tachy::scenario
