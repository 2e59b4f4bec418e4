// What draws say beyond an interval: which arm is best how often, what is drawn, and whether chance is small.
#pragma once

#include <string>
#include <vector>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

bool more_is_better(const Measure& measure);  // also where no way is better: then more stands first
// For each arm, the share of draws in which it is best; ties are split.
std::vector<double> best_of_draws(const Measure& measure);
std::string share_of_draws(double share);  // "61 %"

// In how many draws each arm is better than each other one; empty without draws, or where no way is better.
std::string who_beats_whom(const Outcome& outcome, const Measure& measure);

// Of the variance between draws of a measure's differences, what may be chance: the most of all arms; 0
// without draws.
double most_share_of_chance(const Measure& measure);
// More than half of a variance: an interval over draws, and which arm is best, then say nothing of what is
// not known.
bool is_mostly_chance(double share);

// Words when chance makes up more than a twentieth of the variance between draws, and how many patients
// would do; else nothing.
std::string chance_that_is_not_small(const Outcome& outcome, const Measure& measure);

// What was drawn, and what was held; empty without draws.
std::string what_is_not_known(const Outcome& outcome);

}  // namespace tachy::output
