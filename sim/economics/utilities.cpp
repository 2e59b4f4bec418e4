#include "economics/utilities.hpp"

#include <algorithm>
#include <iterator>

namespace tachy::economics {

namespace {

double gain(const UtilitySet& set) { return set.of[0] - set.of[kStates - 1]; }

}  // namespace

const UtilitySet* utility_set(std::string_view name) {
  const auto found = std::find_if(std::begin(kUtilitySets), std::end(kUtilitySets),
                                  [&](const UtilitySet& s) { return s.name == name; });
  return found == std::end(kUtilitySets) ? nullptr : found;
}

const UtilitySet& shown_beside(std::string_view name) {
  const UtilitySet& least =
      *std::min_element(std::begin(kUtilitySets), std::end(kUtilitySets),
                        [](const UtilitySet& a, const UtilitySet& b) { return gain(a) < gain(b); });
  return least.name == name ? kUtilitySets[0] : least;
}

}  // namespace tachy::economics
