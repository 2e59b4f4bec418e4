#include "run/signals.hpp"

#include <atomic>
#include <csignal>

#include "output/file/unfinished.hpp"

namespace tachy::run {

namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1};
std::atomic<bool> asked{false}, insisted{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // else a signal handler may not touch it

// A closing terminal may send HUP twice, a cluster USR1 and then TERM: only a person's second wish is haste.
void on_signal(int signal) {
  asked = true;
  if (signal != SIGINT && signal != SIGTERM) return;
  if (!insisted.exchange(true)) return;
  output::remove_unfinished();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void set_handlers(void (*handler)(int)) {
  for (const int signal : kSignals) {
    // What the shell ignores for a job in the background, or nohup, stays ignored.
    if (std::signal(signal, handler) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

}  // namespace

StopSignals::StopSignals() {
  asked = insisted = false;
  set_handlers(on_signal);
}
StopSignals::~StopSignals() { set_handlers(SIG_DFL); }
bool StopSignals::stop_asked() const { return asked; }

}  // namespace tachy::run
