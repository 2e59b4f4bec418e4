#include "cli/progress.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "cli/terminal.hpp"

namespace tachy::cli {

namespace {
constexpr double kSecondsBetweenLines = 0.1;
double seconds_between(std::chrono::steady_clock::time_point a, std::chrono::steady_clock::time_point b) {
  return std::chrono::duration<double>(b - a).count();
}
}  // namespace

Progress::Progress(std::uint64_t patients, std::uint64_t days_per_patient, std::uint64_t patients_before,
                   bool wanted)
    : patients_(patients),
      days_per_patient_(days_per_patient),
      patients_before_(patients_before),
      shown_(wanted && stderr_is_terminal()),
      start_(Clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::update(std::uint64_t patients_done) {
  if (!shown_ || patients_done == patients_before_) return;
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (seconds_between(last_, now) < kSecondsBetweenLines) return;
  last_ = now;
  const double elapsed = seconds_between(start_, now);
  const double done = static_cast<double>(patients_done);
  const double now_done = done - static_cast<double>(patients_before_);
  const double left = elapsed * (static_cast<double>(patients_) - done) / now_done;
  const double rate = now_done * static_cast<double>(days_per_patient_) / elapsed;
  fmt::print(stderr, "\r\x1b[K{:5.1f} %  {:.1f} million arm-days per second  {:.0f} s left",
             100.0 * done / static_cast<double>(patients_), rate / 1e6, left);
  std::fflush(stderr);
}

}  // namespace tachy::cli
