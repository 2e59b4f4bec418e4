#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/json_messages.hpp"
#include "scenario/text/faults.hpp"

namespace tachy::cli {

namespace {

// Set by the command line before anything is said, and never again.
struct MessageStyle {
  std::string format = "text";
  bool quiet = false, verbose = false, no_colour = false;
};
MessageStyle& style() {
  static MessageStyle style;
  return style;
}

bool use_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return stderr_is_terminal() && !style().no_colour && !(no_colour && *no_colour);
}

std::string bold(std::string_view text, int colour) {
  return use_colour() ? fmt::format("\x1b[1;{}m{}\x1b[0m", colour, text) : std::string(text);
}
constexpr int kRed = 31, kYellow = 33;

void say(std::string_view level, std::string_view message, const std::string& as_text) {
  fmt::print(stderr, "{}", json_messages() ? json_message(level, message) : as_text + "\n");
}

}  // namespace

void add_message_options(CLI::App& app) {
  app.add_option("--log-format", style().format,
                 "messages on standard error as text, or as json: one object per line")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_flag("-q,--quiet", style().quiet, "print errors only");
  app.add_flag("-v,--verbose", style().verbose,
               "say more: seed, files read, instruction set, threads, time spent");
  app.add_flag("--no-color", style().no_colour, "no colours; the variable NO_COLOR says the same");
}

bool quiet() { return style().quiet; }
bool json_messages() { return style().format == "json"; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

void print_error(std::string_view message) {
  say("error", message, fmt::format("{} {}", bold("tachy:", kRed), message));
}

void print_fault(const InputFault& fault) {
  if (json_messages()) {
    fmt::print(stderr, "{}", json_fault("error", fault));
    return;
  }
  const std::string text = scenario::format_fault(fault);
  const auto end = text.find('\n');
  fmt::print(stderr, "{}{}", bold(text.substr(0, end), kRed), text.substr(end));
}

void print_note(const InputFault& note) {
  if (quiet()) return;
  fmt::print(stderr, "{}",
             json_messages() ? json_fault("warning", note)
                             : fmt::format("{} {}", bold("note:", kYellow), scenario::format_fault(note)));
}

void print_warning(std::string_view message) { say("warning", message, std::string(message)); }

void print_notice(std::string_view message) {
  if (!quiet()) say("notice", message, std::string(message));
}

void print_detail(std::string_view message) {
  if (style().verbose && !quiet()) say("detail", message, std::string(message));
}

void print_progress(const ProgressNote& note) {
  if (json_messages()) {
    fmt::print(stderr, "{}", json_progress(note));
  } else {
    const std::string speed =
        note.arm_days_per_second > 0.0
            ? fmt::format("{:.1f} million arm-days per second  ", note.arm_days_per_second / 1e6)
            : "";
    fmt::print(stderr, "\r\x1b[K{} {:5.1f} %  {}{:.0f} s left", note.stage, 100.0 * note.done / note.total,
               speed, note.seconds_left);
  }
  std::fflush(stderr);
}

void wipe_progress() {
  if (!json_messages()) fmt::print(stderr, "\r\x1b[K");
}

}  // namespace tachy::cli
