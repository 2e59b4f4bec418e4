// Applies one `--set path=value` to the tree of a scenario.
//
// Steps of the path are keys, list positions from 0, arm ids, and names of an arm's phases.
#pragma once

#include <string>
#include <vector>

#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// "a.b.c" -> a, b, c
std::vector<std::string> steps_of(const std::string& path);

void apply_setting(Node& root, const std::string& path, const std::string& value, Sources& sources,
                   Faults& faults);

}  // namespace tachy::scenario
