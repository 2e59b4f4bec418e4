// What is said on standard error: for people, in colours on a terminal; with --log-format json for programs,
// one object per line. Results go to standard output and are no business of this file.
//
// Nothing here throws: a message that cannot be shown (a full disk, a reader that has gone) must not end a
// run. Control characters of quoted text are shown, not obeyed.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace CLI {
class App;
}

namespace tachy::cli {

void add_message_options(CLI::App& app);  // --log-format, -q, -v, --no-color

bool quiet();          // -q: errors only, nothing on standard output
bool json_messages();  // --log-format json
bool stderr_is_terminal();

void print_error(std::string_view message) noexcept;    // "tachy: message"
void print_fault(const InputFault& fault) noexcept;     // with its line and caret
void print_note(const InputFault& note) noexcept;       // an oddity that is no fault
void print_warning(std::string_view message) noexcept;  // shown even with -q
void print_notice(std::string_view message) noexcept;   // what happened that a user did not ask for
void print_detail(std::string_view message) noexcept;   // only with -v

struct ProgressNote {
  std::string_view stage;  // "run"
  double done, total;      // patients
  double seconds_left;
  double arm_days_per_second = 0.0;  // 0 = not known
  double per_draw = 0.0;             // patients; 0 = no draws
};
void print_progress(const ProgressNote& note) noexcept;  // overwrites the one before on a terminal
void wipe_progress() noexcept;

}  // namespace tachy::cli
