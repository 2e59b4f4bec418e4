#include "run/signals.hpp"

#include <atomic>
#include <csignal>

namespace tachy::run {

namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM};
std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // else a signal handler may not touch it

void on_signal(int signal) {
  if (asked.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

void set_handlers(void (*handler)(int)) {
  for (const int signal : kSignals) {
    // What the shell ignores for a job in the background stays ignored.
    if (std::signal(signal, handler) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

}  // namespace

StopSignals::StopSignals() {
  asked = false;
  set_handlers(on_signal);
}
StopSignals::~StopSignals() { set_handlers(SIG_DFL); }
bool StopSignals::stop_asked() const { return asked; }

}  // namespace tachy::run
