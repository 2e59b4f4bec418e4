// How far a stage of a run is, now and then: a line on a terminal, or JSON lines; silent elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "cli/terminal.hpp"
#include "run/reporter.hpp"

namespace tachy::cli {

class Progress {
 public:
  using Work = run::Reporter::Work;
  explicit Progress(Work work);
  ~Progress();                               // wipes the line, or says how far it came
  void update(std::uint64_t patients_done);  // from any thread

 private:
  using Clock = std::chrono::steady_clock;
  ProgressNote note_at(Clock::time_point now) const;

  const std::string stage_;
  const Work work_;
  const bool shown_;
  const Clock::time_point start_;
  Clock::time_point last_;
  std::uint64_t done_;
  std::mutex mutex_;
};

}  // namespace tachy::cli
