// What may be changed in a scenario without writing to its file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tachy::scenario {

struct Overrides {
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> patients;                 // of a draw, too
  std::vector<std::string> arms;                         // ids to keep, in this order; empty = all
  std::vector<std::pair<std::string, std::string>> set;  // dotted path, value as in YAML
  bool beyond_range = false;                             // hazards and effects from none to a hundredfold
  std::optional<std::uint32_t> draws = {};               // 0 = none
};

}  // namespace tachy::scenario
