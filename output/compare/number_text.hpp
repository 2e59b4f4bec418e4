// The numbers of a comparison in words: as many decimals as can be told, thousands apart.
#pragma once

#include <string>
#include <vector>

#include "output/outcome/statistics.hpp"

namespace tachy::output {

// Enough that the narrowest interval shows two digits of its half-width; 0 to 3.
int decimals_for(const std::vector<Interval>& intervals, double factor);

std::string number_text(double value, int decimals);  // "1,234.5"
std::string signed_text(double value, int decimals);  // "+1,234.5"

// "1.2 to 3.4", "at least 1.2", "at most 3.4", "no interval"
std::string range_text(const Interval& interval, double factor, int decimals);

// How far chance may have moved an estimate, 95 %: "+-0.2", "+0.3 -0.1", "at least 1.2", "unknown"
std::string chance_text(const Interval& interval, double factor, int decimals);
std::string chance_text(double standard_error, double factor);

std::string percent_text(double share);  // "12.3 %", "0.12 %", "unknown"

}  // namespace tachy::output
