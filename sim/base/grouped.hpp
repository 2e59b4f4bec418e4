// Whole numbers with their digits in groups of three.
#pragma once

#include <string>

namespace tachy {

// 1234567 -> "1,234,567"
inline std::string grouped(unsigned long long number) {
  std::string text = std::to_string(number);
  for (std::size_t left = text.size(); left > 3; left -= 3) text.insert(left - 3, 1, ',');
  return text;
}

}  // namespace tachy
