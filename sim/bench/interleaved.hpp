// Measures several pieces of work in turn, round after round: a machine that speeds up or slows down does so
// for all of them. Trust ratios, not rates.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tachy::bench {

struct Work {
  std::string name;
  double units;                        // that it does: arm-days
  std::function<std::uint64_t()> run;  // gives a checksum
};

struct Measured {
  std::string name;
  double units = 0.0;
  std::vector<double> processor_seconds;  // of the calling thread, one for each round
  std::vector<double> seconds;            // by the clock on the wall
  std::uint64_t checksum = 0;

  double per_second() const;       // units, in the median round, by the time of one processor
  double best_per_second() const;  // in the fastest round
};

// In the order of `works`, after one round that does not count.
std::vector<Measured> take_turns(const std::vector<Work>& works, int rounds);

// How many times as fast as `other`: the median over rounds, by the time of one processor, or by the clock.
double speed_ratio(const Measured& one, const Measured& other);
double speed_ratio_by_clock(const Measured& one, const Measured& other);

}  // namespace tachy::bench
