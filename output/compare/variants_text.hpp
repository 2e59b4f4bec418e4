// The same arms under other draws, in words: in one clinic, and of alternative structures of the model.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "output/compare/shown_measures.hpp"

namespace tachy::output {

// The variants of a kind, "clinic" or "structure", by their places.
std::vector<std::size_t> variants_of_kind(const Outcome& outcome, const std::string& kind);

// The difference of an arm to the reference over the draws of a variant; an interval over draws that rests on
// too few patients has no ends. Nothing where the reference arm was not chosen.
Interval difference_in_variant(const Outcome& outcome, const Measure& measure, std::size_t variant,
                               std::size_t arm);

// A line for each arm but the reference; empty where no clinic of its own was lived.
std::string what_one_clinic_may_see(const Outcome& outcome, const std::vector<ShownMeasure>& measures);

// In no pair of arms is the one behind that was ahead, by means over draws; equal means are in any order.
// Nothing where chance among the patients may have made the order.
std::optional<bool> order_holds(const Outcome& outcome, const Measure& measure, std::size_t variant);

// In how many structures the order holds for each measure, and the differences of the first; empty without
// alternative structures.
std::string what_structures_say(const Outcome& outcome, const std::vector<ShownMeasure>& measures);

}  // namespace tachy::output
