#include "cli/usable_threads.hpp"

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "engine/parallel.hpp"
#include "run/run_metadata.hpp"

namespace tachy::cli {

int usable_threads(int asked_for) {
  static bool said = false;
  const int wanted = run::threads_to_use(asked_for), allowed = engine::threads_allowed(wanted);
  if (allowed < wanted && !said) {
    print_notice(fmt::format("the system allows {} of {} threads; the result is the same", allowed, wanted));
    said = true;
  }
  return allowed;
}

}  // namespace tachy::cli
