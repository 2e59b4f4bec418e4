// Collects what the library parts of a scenario say about the sources of their values.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

std::vector<ValueSource> value_sources(const Node& root);

}  // namespace tachy::scenario
