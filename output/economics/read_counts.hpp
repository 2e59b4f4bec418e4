// What an outcome file under draws has counted, as economics wants it.
#pragma once

#include <string>
#include <vector>

#include "economics/counts.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// Of /draws or /variants, all of its draws. Whoever is in a state at a weekly review is in it for the whole
// week; a last week that is shorter counts with its days, the share of it in its year being that of all draws
// together. Throws OutputError when the file was made without draws, or by a version that did not count what
// has a price.
economics::Counts read_counts(const hdf5::Reader& file, const std::string& group);

// The draws at these places.
economics::Counts some_draws(const economics::Counts& counts, const std::vector<std::size_t>& draws);

}  // namespace tachy::output
