#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/printable.hpp"
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

constexpr std::size_t kLongest = 20000;  // bytes of a message

// Whatever cannot be shown is lost, and nothing else.
template <class Text>
void show(Text text) noexcept {
  try {
    const std::string shown = text();
    std::fwrite(shown.data(), 1, shown.size(), stderr);
    std::fflush(stderr);
  } catch (...) {
  }
}

std::string tidy(std::string_view message) { return printable(cut(std::string(message), kLongest)); }

void say(std::string_view level, std::string_view message) noexcept {
  show([&] {
    return json_messages() ? json_message(level, cut(std::string(message), kLongest)) : tidy(message) + "\n";
  });
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

void print_error(std::string_view message) noexcept {
  show([&] {
    return json_messages() ? json_message("error", cut(std::string(message), kLongest))
                           : fmt::format("{} {}\n", bold("tachy:", kRed), tidy(message));
  });
}

void print_fault(const InputFault& fault) noexcept {
  show([&] {
    if (json_messages()) return json_fault("error", fault);
    const std::string text = printable(scenario::format_fault(fault));
    const auto end = text.find('\n');
    return bold(text.substr(0, end), kRed) + text.substr(end);
  });
}

void print_note(const InputFault& note) noexcept {
  if (quiet()) return;
  show([&] {
    return json_messages()
               ? json_fault("warning", note)
               : fmt::format("{} {}", bold("note:", kYellow), printable(scenario::format_fault(note)));
  });
}

void print_warning(std::string_view message) noexcept { say("warning", message); }

void print_notice(std::string_view message) noexcept {
  if (!quiet()) say("notice", message);
}

void print_detail(std::string_view message) noexcept {
  if (style().verbose && !quiet()) say("detail", message);
}

void print_progress(const ProgressNote& note) noexcept {
  show([&] {
    if (json_messages()) return json_progress(note);
    const std::string speed =
        note.arm_days_per_second > 0.0
            ? fmt::format("{:.1f} million arm-days per second  ", note.arm_days_per_second / 1e6)
            : "";
    const std::string draws =
        note.per_draw > 0.0
            ? fmt::format("{:.0f} of {:.0f} draws  ", note.done / note.per_draw, note.total / note.per_draw)
            : "";
    return fmt::format("\r\x1b[K{} {:5.1f} %  {}{}{:.0f} s left", note.stage, 100.0 * note.done / note.total,
                       draws, speed, note.seconds_left);
  });
}

void wipe_progress() noexcept {
  if (!json_messages()) show([] { return std::string("\r\x1b[K"); });
}

}  // namespace tachy::cli
