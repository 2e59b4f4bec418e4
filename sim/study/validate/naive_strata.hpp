// Which published figures are alike: the cells, coarse to fine, that the naive predictor takes its means
// from.
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

// What anybody would say who knows the kind of figure and no study, on the common scale of its kind.
struct Guess {
  double mean = 0.0, sd = 0.0;
};

struct Cells {
  std::vector<std::string> coarse_to_fine;
  Guess guess;  // of the coarsest
};
Cells cells_of(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint);

// Changes on the HAM-D17 and the MADRS share cells: so many units of the common scale, MADRS points, are one
// of the endpoint's.
double common_units(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint);

}  // namespace tachy::study
