// Numbers needed to treat, for benefit and for harm, with their intervals over draws.
#pragma once

#include <string>

#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// The difference of shares in the good direction, over draws. Of weeks in remission: who is better off by as
// much as counts less who is worse off; of a harm: who is spared less who has it.
Interval better_of(const Measure& measure, std::size_t arm);

// In lines: "benefit 12", "8 to 25"; "harm 160", "harm 90 to infinity", "to benefit 800": patients to treat
// for one more who is better off, or worse. `better` is the difference of shares in the good direction; an
// interval that holds nought runs through infinity (Altman 1998).
std::string needed_to_treat_text(const Interval& better);

// The same as numbers, for tables: 1 / better, above nought for benefit and below it for harm. Ends of
// different sign are joined through infinity. Missing: the reference arm, a measure without such numbers, no
// difference, too few patients to tell.
Interval needed_to_treat_number(const Outcome& outcome, const Measure& measure, std::size_t arm);

// A line for each arm but the reference; empty without draws or a reference arm.
std::string needed_to_treat(const Outcome& outcome);

}  // namespace tachy::output
