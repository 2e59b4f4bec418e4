// What may be wrong with --set values taken together, once they are in the tree: two that contradict each
// other, and one that an arm's own value hides.
#pragma once

#include "scenario/overrides.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// A value that reaches only some of the arms is a note, one that reaches none a fault.
void check_overrides(const Node& root, const Overrides& overrides, Sources& sources, Faults& faults,
                     Faults& notes);

}  // namespace tachy::scenario
