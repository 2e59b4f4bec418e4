// A line on a terminal that says how far a run is: share, arm-days per second, time left. Silent elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

namespace tachy::cli {

class Progress {
 public:
  // `days_per_patient`: arm-days of one patient, over all arms; `patients_before`: done by an earlier
  // command.
  Progress(std::uint64_t patients, std::uint64_t days_per_patient, std::uint64_t patients_before,
           bool wanted);
  ~Progress();                               // wipes the line
  void update(std::uint64_t patients_done);  // from any thread

 private:
  using Clock = std::chrono::steady_clock;
  std::uint64_t patients_, days_per_patient_, patients_before_;
  bool shown_;
  Clock::time_point start_, last_;
  std::mutex mutex_;
};

}  // namespace tachy::cli
