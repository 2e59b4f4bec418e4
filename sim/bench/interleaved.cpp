#include "bench/interleaved.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace tachy::bench {

namespace {

double processor_seconds_of_this_thread() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double median_ratio(double units, const std::vector<double>& times, double other_units,
                    const std::vector<double>& other_times) {
  std::vector<double> ratios(times.size());
  for (std::size_t i = 0; i < times.size(); ++i)
    ratios[i] = units / times[i] / (other_units / other_times[i]);
  return median(ratios);
}

}  // namespace

double Measured::per_second() const { return units / median(processor_seconds); }

double Measured::best_per_second() const {
  return units / *std::min_element(processor_seconds.begin(), processor_seconds.end());
}

std::vector<Measured> take_turns(const std::vector<Work>& works, int rounds) {
  std::vector<Measured> all;
  for (const Work& work : works) all.push_back({work.name, work.units, {}, {}, work.run()});
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < works.size(); ++i) {
      const auto start = std::chrono::steady_clock::now();
      const double processor_start = processor_seconds_of_this_thread();
      works[i].run();
      all[i].processor_seconds.push_back(processor_seconds_of_this_thread() - processor_start);
      all[i].seconds.push_back(
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
  return all;
}

double speed_ratio(const Measured& one, const Measured& other) {
  return median_ratio(one.units, one.processor_seconds, other.units, other.processor_seconds);
}

double speed_ratio_by_clock(const Measured& one, const Measured& other) {
  return median_ratio(one.units, one.seconds, other.units, other.seconds);
}

}  // namespace tachy::bench
