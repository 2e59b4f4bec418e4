#include "output/compare/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tachy::output {

namespace {

// From the estimate to the end that is known.
double half_width_of(const Interval& i) {
  if (std::isnan(i.high)) return i.estimate - i.low;
  return std::isnan(i.low) ? i.high - i.estimate : (i.high - i.low) / 2;
}

}  // namespace

int decimals_for(const std::vector<Interval>& intervals, double factor) {
  double narrowest = 1e9;
  for (const Interval& i : intervals) {
    const double half_width = half_width_of(i) * factor;
    if (half_width > 0) narrowest = std::min(narrowest, half_width);
  }
  if (narrowest == 1e9) return 1;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(narrowest))), 0, 3);
}

std::string number_text(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t whole = digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
  for (std::size_t i = whole; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  const bool zero = digits.find_first_not_of("0.,") == std::string::npos;
  return value < 0 && !zero ? fmt::format("-{}", digits) : digits;
}

std::string signed_text(double value, int decimals) {
  const std::string text = number_text(value, decimals);
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return value > 0 && !zero ? fmt::format("+{}", text) : text;
}

std::string range_text(const Interval& i, double factor, int decimals) {
  if (std::isnan(i.low) && std::isnan(i.high)) return "no interval";
  if (std::isnan(i.low)) return "at most " + number_text(i.high * factor, decimals);
  if (std::isnan(i.high)) return "at least " + number_text(i.low * factor, decimals);
  return number_text(i.low * factor, decimals) + " to " + number_text(i.high * factor, decimals);
}

std::string chance_text(const Interval& i, double factor, int decimals) {
  if (std::isnan(i.low) && std::isnan(i.high)) return "unknown";
  if (std::isnan(i.low) || std::isnan(i.high)) return range_text(i, factor, decimals);
  const std::string down = number_text((i.estimate - i.low) * factor, decimals),
                    up = number_text((i.high - i.estimate) * factor, decimals);
  return down == up ? "+-" + up : "+" + up + " -" + down;
}

std::string chance_text(double standard_error, double factor) {
  if (std::isnan(standard_error)) return "unknown";
  const double reach = kNormal95 * standard_error * factor;
  const int decimals = reach > 0.0 ? std::clamp(-static_cast<int>(std::floor(std::log10(reach))), 0, 3) : 0;
  return "+-" + number_text(reach, decimals);
}

std::string percent_text(double share) {
  if (std::isnan(share)) return "unknown";
  const bool rare = share > 0 && share < 0.01;
  return fmt::format("{:.{}f} %", 100 * share, rare ? 2 : 1);
}

}  // namespace tachy::output
