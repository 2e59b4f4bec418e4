// Which endpoints are alike: the cells, coarse to fine, whose means the naive predictor uses.
//
//   level:     measure > what the arm is given > when > with a new antidepressant or not
//   contrast:  comparison and measure > what is set against what > when
//
// What an arm is given is what its last phase with sessions gives, since that is what is under way when its
// endpoints are read: drug, active placebo (midazolam) or inert placebo (saline, placebo spray). When: day 1,
// days 2 to 7, 8 to 35, or later, on the clock of the endpoint.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tachy::study {

// What one would say knowing only the kind of endpoint and no study, on the common scale of the kind.
struct VaguePrior {
  double mean = 0.0, sd = 0.0;
};

struct Cells {
  std::vector<std::string> coarse_to_fine;
  VaguePrior vague_prior;  // of the coarsest
};
Cells cells_of(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint);

// Changes on the HAM-D17 and the MADRS share cells: so many units of the common scale, MADRS points, are one
// of the endpoint's.
double common_units(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint);

}  // namespace tachy::study
