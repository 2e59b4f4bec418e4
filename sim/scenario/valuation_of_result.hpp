// What a finished result is valued by: the section `economics` of its scenario, another part in its place,
// and single values changed. Nothing else of the scenario is read.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "economics/valuation.hpp"
#include "scenario/text/files.hpp"

namespace tachy::scenario {

struct ValuationWish {
  std::string use;                                       // a part of the library; empty: the result's own
  std::vector<std::pair<std::string, std::string>> set;  // "prices.visit", "150"; within the section
};

struct ValuationFound {
  std::optional<economics::Valuation>
      valuation;  // nothing when there are faults, or there is no such section
  std::vector<InputFault> faults;
};

// `resolved`: the scenario as the result at `path` keeps it. A part is looked for where the command is given,
// then in the library.
ValuationFound valuation_of_result(const Files& files, const std::string& path, const std::string& resolved,
                                   const std::string& library_root, const ValuationWish& wish);

}  // namespace tachy::scenario
