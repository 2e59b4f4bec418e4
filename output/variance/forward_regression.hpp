// How well parameters foretell an outcome over draws: a regression by forward selection, judged on draws it
// has not seen.
//
// With as many parameters as draws a plain regression explains everything and foretells nothing. Here a tenth
// of the draws is left out at a time; the rest is fitted term by term, each time the one that takes away most
// of what is left. Terms are parameters, and of parameters that are in already their squares and products.
// The number of terms is the one that foretells the draws left out best, none being allowed.
#pragma once

#include <vector>

namespace tachy::output {

using ByDraw = std::vector<double>;  // one number for each draw

// The squared error of each draw, foretold by a fit without it. Draws should be in no order that matters.
ByDraw squared_errors_left_out(const std::vector<ByDraw>& parameters, const ByDraw& outcome);

// The outcome as these parameters foretell it: its mean, given them. By a fit to all draws with the number of
// terms that foretells draws left out best, none being allowed.
struct Foretold {
  ByDraw values;
  ByDraw errors_left_out;             // squared, with at least one term
  ByDraw errors_left_out_of_nothing;  // the same without a term
};
Foretold foretold(const std::vector<ByDraw>& parameters, const ByDraw& outcome, std::size_t draws = 0);

}  // namespace tachy::output
