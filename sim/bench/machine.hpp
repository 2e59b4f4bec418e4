// The machine a measurement was made on, and how much of it others used meanwhile.
#pragma once

#include <cstdint>
#include <string>

namespace tachy::bench {

std::string processor();
std::uint64_t peak_bytes();  // of this process so far

// What went on between its construction and disturbance().
class Watch {
 public:
  Watch();
  struct Disturbance {
    double load_average;  // of the last minute, this program included
    double used_by_others,
        stolen;  // shares of the time of all processors; stolen: by the host of a virtual one
    double involuntary_switches_per_second;  // how often this program was put aside
  };
  Disturbance disturbance() const;

 private:
  struct Reading {
    double seconds, total, idle, stolen, own, switches;  // total to own in seconds of all processors
  };
  static Reading read();
  Reading start_;
};

std::string in_words(const Watch::Disturbance& disturbance);

}  // namespace tachy::bench
