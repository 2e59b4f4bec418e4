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

// n numbers of 0 or more seen as so many independent events, each counting `each`: a sum of S with the
// variance V per number is S / each events with each = n V / S. Of plain events each is 1.
struct WorthOfEvents {
  double number = 0.0, each = 1.0;
};
WorthOfEvents events_of(const Sums& sums);  // of two numbers or more

// The mean of n whole numbers of 0 or more that are skewed or clustered (events, weeks, points, mg): the
// score interval of a Poisson mean, of as many events as they are worth. Of numbers that are all 0 or 1 it is
// Wilson's interval. Missing below two.
Interval count_interval(const Sums& sums);

// The mean of n differences, told apart into those above 0 (`up`, 0 for the others) and those below (`down`,
// their sizes): each has its score interval, and the two are joined by MOVER, with their correlation.
// Missing below two.
Interval difference_interval(const Sums& up, const Sums& down);

Interval scaled(const Interval& interval, double factor);

}  // namespace tachy::output
