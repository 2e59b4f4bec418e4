#include "cli/progress.hpp"

namespace tachy::cli {

namespace {
double seconds_between_lines() { return json_messages() ? 1.0 : 0.1; }
double seconds_between(std::chrono::steady_clock::time_point a, std::chrono::steady_clock::time_point b) {
  return std::chrono::duration<double>(b - a).count();
}
}  // namespace

Progress::Progress(Work work)
    : stage_(work.stage),
      work_(work),
      shown_(!quiet() && (json_messages() || stderr_is_terminal())),
      start_(Clock::now()),
      last_(start_),
      done_(work_.patients_before) {}

Progress::~Progress() {
  if (!shown_) return;
  if (!json_messages()) wipe_progress();
  if (json_messages() && done_ > work_.patients_before) print_progress(note_at(Clock::now()));
}

void Progress::update(std::uint64_t patients_done) {
  if (!shown_ || patients_done == work_.patients_before) return;
  const std::lock_guard lock(mutex_);
  if (patients_done > done_) done_ = patients_done;
  const Clock::time_point now = Clock::now();
  if (seconds_between(last_, now) < seconds_between_lines()) return;
  last_ = now;
  print_progress(note_at(now));
}

ProgressNote Progress::note_at(Clock::time_point now) const {
  const double elapsed = seconds_between(start_, now);
  const auto done = static_cast<double>(done_), total = static_cast<double>(work_.patients);
  const double per_second = (done - static_cast<double>(work_.patients_before)) / elapsed;
  return {stage_,
          done,
          total,
          (total - done) / per_second,
          per_second * static_cast<double>(work_.days_per_patient),
          static_cast<double>(work_.patients_per_draw)};
}

}  // namespace tachy::cli
