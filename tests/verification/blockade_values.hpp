// What full opioid blockade leaves of the drug's points and responders, by share and number of infusions.
#pragma once

#include "verification/page_values.hpp"

namespace tachy::tests {

// `blocked.share_50.points_6`: percent of the points of HAM-D17 that the drug brings after six infusions
// which are left when half of its benefit needs opioid tone; `..._responders_6`: of the responders it brings.
void add_blockade_left(PageValues& values);

}  // namespace tachy::tests
