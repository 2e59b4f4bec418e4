// `cohort.import`: the patients of a CSV or HDF5 file in place of the cohort's distributions.
#pragma once

#include <vector>

#include "model/cohort.hpp"
#include "scenario/resolve/library.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// The patients of the file, none when nothing is imported. The tree is told the file's checksum, and the
// distributions that the file replaces are taken out of it.
std::vector<model::Person> import_patients(Node& root, const Resolving& resolving);

}  // namespace tachy::scenario
