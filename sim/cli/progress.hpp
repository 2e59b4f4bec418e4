// A line on a terminal that says how far a run is: share, arm-days per second, time left. Silent elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

namespace tachy::cli {

class Progress {
 public:
  // `days_per_patient`: arm-days of one patient, over all arms.
  Progress(std::uint64_t patients, std::uint64_t days_per_patient, bool wanted);
  ~Progress();                               // wipes the line
  void update(std::uint64_t patients_done);  // from any thread
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  std::uint64_t patients_, days_per_patient_;
  bool shown_;
  Clock::time_point start_, last_;
  std::mutex mutex_;
};

}  // namespace tachy::cli
