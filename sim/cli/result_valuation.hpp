// What a result is valued by: options that say so, shared by the commands that value one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "economics/valuation.hpp"

namespace CLI {
class App;
}

namespace tachy::cli {

struct ValuationOptions {
  std::string use;
  std::vector<std::string> set;  // "prices.visit=150"
};
void add_valuation_options(CLI::App& command, ValuationOptions& options);

// Of the result at this path, whose scenario is `resolved`; nothing after a message.
std::optional<economics::Valuation> valuation_for(const std::string& result, const std::string& resolved,
                                                  const ValuationOptions& options);

}  // namespace tachy::cli
