// Ctrl-C, TERM, HUP (a lost connection) and USR1 (a cluster's warning) ask a run to stop at the next good
// moment. A second Ctrl-C or TERM ends the program at once and leaves no unfinished file.
#pragma once

namespace tachy::run {

// While an object of this class exists, the signals are requests to stop. Only one may exist at a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  bool stop_asked() const;
};

}  // namespace tachy::run
