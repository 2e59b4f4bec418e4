// What two outcome files do not have in common: what went in, and what came out, with sizes.
#pragma once

#include <filesystem>
#include <string>

namespace tachy::output {

struct Difference {
  bool equal = true;
  std::string text;  // for people: inputs first, then outcomes
};
Difference difference_between(const std::filesystem::path& first, const std::filesystem::path& second);

}  // namespace tachy::output
