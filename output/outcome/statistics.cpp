#include "output/outcome/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace tachy::output {

namespace {

__extension__ typedef __int128 Wide;  // n * sum_squares needs up to 94 bits

constexpr double kZ2 = kNormal95 * kNormal95;

double variance_of(const Sums& s) {  // of two or more
  const Wide n_squared_variance = Wide{s.n} * s.sum_squares - Wide{s.sum} * s.sum;
  const Wide divisor = Wide{s.n} * (s.n - 1);
  return static_cast<double>(n_squared_variance) / static_cast<double>(divisor);
}

}  // namespace

double mean(std::int64_t sum, std::int64_t n) {
  return n < 1 ? kMissing : static_cast<double>(sum) / static_cast<double>(n);
}

double standard_deviation(const Sums& s) { return s.n < 2 ? kMissing : std::sqrt(variance_of(s)); }

Interval mean_interval(const Sums& s) {
  if (s.n < 1) return {};
  const double n = static_cast<double>(s.n);
  const double centre = mean(s.sum, s.n);
  const double half_width = kNormal95 * standard_deviation(s) / std::sqrt(n);
  return {centre, centre - half_width, centre + half_width};
}

Interval share_interval(std::int64_t count, std::int64_t n_patients) {
  if (n_patients < 1) return {};
  const double x = static_cast<double>(count);
  const double n = static_cast<double>(n_patients);
  const double share = x / n;
  const double centre = (x + kZ2 / 2) / (n + kZ2);
  const double half_width = kNormal95 * std::sqrt(x * (1 - share) + kZ2 / 4) / (n + kZ2);
  const double low = count == 0 ? 0.0 : centre - half_width;
  const double high = count == n_patients ? 1.0 : centre + half_width;
  return {share, low, high};
}

WorthOfEvents events_of(const Sums& s) {
  const double sum = static_cast<double>(s.sum), n_variance = static_cast<double>(s.n) * variance_of(s);
  if (s.sum == 0 || n_variance <= 0.0) return {sum, 1.0};
  return {sum * sum / n_variance, n_variance / sum};
}

// With x events, each counting phi: |x - n m / phi| = z sqrt(n m / phi), solved for the mean m. Where
// all numbers are equal there is no spread to go by; then as far as Wilson's interval reaches from 0 of n.
Interval count_interval(const Sums& s) {
  if (s.n < 2) return {mean(s.sum, s.n), kMissing, kMissing};
  if (s.sum == s.sum_squares) return share_interval(s.sum, s.n);
  const double n = static_cast<double>(s.n), m = static_cast<double>(s.sum) / n;
  if (variance_of(s) <= 0.0) return {m, std::max(m - kZ2 / n, 0.0), m + kZ2 / n};
  const auto [x, phi] = events_of(s);
  const double half_width = kNormal95 * std::sqrt(x + kZ2 / 4);
  return {m, (x + kZ2 / 2 - half_width) * phi / n, (x + kZ2 / 2 + half_width) * phi / n};
}

// A patient is never in both groups, so that their means are negatively correlated: covariance -up down / n.
Interval difference_interval(const Sums& up, const Sums& down) {
  const Interval u = count_interval(up), d = count_interval(down);
  const double difference = u.estimate - d.estimate;
  if (up.n < 2) return {difference, kMissing, kMissing};
  const double spreads = std::sqrt(variance_of(up) * variance_of(down));
  const double correlation = spreads > 0.0 ? std::max(-u.estimate * d.estimate / spreads, -1.0) : 0.0;
  const auto joined = [&](double a, double b) { return std::sqrt(a * a + b * b - 2 * correlation * a * b); };
  return {difference, difference - joined(u.estimate - u.low, d.high - d.estimate),
          difference + joined(u.high - u.estimate, d.estimate - d.low)};
}

Interval scaled(const Interval& i, double factor) {
  return {i.estimate * factor, i.low * factor, i.high * factor};
}

}  // namespace tachy::output
