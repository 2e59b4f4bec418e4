// The numbers that pages repeat in prose, worked out from the program, and what checks or renews them.
//
// A page marks such a number with a comment behind it that names the value, as in
// 0.482<!--=r_enantiomer_weight-->.
#pragma once

#include <map>
#include <string>

namespace tachy::tests {

using PageValues = std::map<std::string, std::string>;  // by name, as printed
PageValues page_values();

// A page with every marked number replaced by its value; names without a value go into `unknown`.
struct Renewed {
  std::string page, unknown;
  std::size_t numbers = 0;
};
Renewed renew(const std::string& page, const PageValues& values);

}  // namespace tachy::tests
