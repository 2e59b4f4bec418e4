// Means, spreads and 95 % Monte Carlo intervals from the engine's whole-number sums.
//
// Pure and exact up to the last step: sums are whole numbers, differences of squares are formed in 128
// bits, and only then turned into doubles with + - * / and sqrt, so that every machine gets the same bits.
// What cannot be known (the spread of one patient, the mean of nobody) is kMissing, a NaN in memory, which
// the outcome file stores as its _FillValue. Formulas and their sources: output/README.md, "Intervals".
#pragma once

#include <cstdint>
#include <limits>

namespace tachy::output {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kNormal95 = 1.959963984540054;  // 97.5 % point of the standard normal

struct Interval {
  double estimate = kMissing, low = kMissing, high = kMissing;
};

// n numbers, known by their sum and their sum of squares.
struct Sums {
  std::int64_t n = 0, sum = 0, sum_squares = 0;
};

double mean(std::int64_t sum, std::int64_t n);                // missing when n is 0
double standard_deviation(const Sums& sums);                  // with n - 1; missing below two
Interval mean_interval(const Sums& sums);                     // mean -+ z SD / sqrt(n)
Interval share_interval(std::int64_t count, std::int64_t n);  // Wilson's score interval
Interval rate_interval(std::int64_t events,
                       std::int64_t n);  // score interval of a Poisson mean, per one of n

// Mean of n differences that are each -1, 0 or 1: Agresti and Min's interval, which adds half a patient to
// each cell of the two-by-two table and so never has zero width.
Interval paired_share_interval(const Sums& differences);

Interval scaled(const Interval& interval, double factor);

}  // namespace tachy::output
