#include "output/outcome/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace tachy::output {

namespace {

__extension__ typedef __int128 Wide;  // n * sum_squares needs up to 94 bits

constexpr double kZ2 = kNormal95 * kNormal95;

}  // namespace

double mean(std::int64_t sum, std::int64_t n) {
  return n < 1 ? kMissing : static_cast<double>(sum) / static_cast<double>(n);
}

double standard_deviation(const Sums& s) {
  if (s.n < 2) return kMissing;
  const Wide n_squared_variance = Wide{s.n} * s.sum_squares - Wide{s.sum} * s.sum;
  const Wide divisor = Wide{s.n} * (s.n - 1);
  return std::sqrt(static_cast<double>(n_squared_variance) / static_cast<double>(divisor));
}

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

Interval rate_interval(std::int64_t events, std::int64_t n_patients) {
  if (n_patients < 1) return {};
  const double x = static_cast<double>(events);
  const double n = static_cast<double>(n_patients);
  const double half_width = kNormal95 * std::sqrt(x + kZ2 / 4);
  const double low = events == 0 ? 0.0 : (x + kZ2 / 2 - half_width) / n;
  return {x / n, low, (x + kZ2 / 2 + half_width) / n};
}

Interval paired_share_interval(const Sums& d) {
  if (d.n < 1) return {};
  const double n = static_cast<double>(d.n);
  const double sum = static_cast<double>(d.sum);
  const double discordant = static_cast<double>(d.sum_squares);
  const double centre = sum / (n + 2);
  const double variance = discordant + 1 - sum * sum / (n + 2);
  const double half_width = kNormal95 * std::sqrt(variance) / (n + 2);
  return {sum / n, std::max(centre - half_width, -1.0), std::min(centre + half_width, 1.0)};
}

Interval scaled(const Interval& i, double factor) {
  return {i.estimate * factor, i.low * factor, i.high * factor};
}

}  // namespace tachy::output
