// The value at the path of a `--set` in the resolved text of a scenario.
#pragma once

#include <optional>
#include <string>

#include "scenario/text/source.hpp"

namespace tachy::explorer {

// A list of single values as "0, 2, 4". Nothing when there is no such place, or a map or a list of more.
std::optional<std::string> find_value(const scenario::Node& root, const std::string& path);

}  // namespace tachy::explorer
