// The scenario language as JSON Schema (draft 2020-12), for editors; made from the tables the loader reads.
//
// It knows keys, kinds, words, units and ranges of plain numbers. Ranges of numbers with units and rules
// between keys are left to the loader.
#pragma once

#include <string>

namespace tachy::scenario {

std::string json_schema();

}  // namespace tachy::scenario
