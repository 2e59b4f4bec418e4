#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "scenario/faults.hpp"

namespace tachy::cli {

namespace {

bool use_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return stderr_is_terminal() && !(no_colour && *no_colour);
}

std::string bold(std::string_view text, int colour) {
  return use_colour() ? fmt::format("\x1b[1;{}m{}\x1b[0m", colour, text) : std::string(text);
}
constexpr int kRed = 31, kYellow = 33;

}  // namespace

bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

void print_error(std::string_view message) { fmt::print(stderr, "{} {}\n", bold("tachy:", kRed), message); }

void print_fault(const InputFault& fault) {
  const std::string text = scenario::format_fault(fault);
  const auto end = text.find('\n');
  fmt::print(stderr, "{}{}", bold(text.substr(0, end), kRed), text.substr(end));
}

void print_note(const InputFault& note) {
  fmt::print(stderr, "{} {}", bold("note:", kYellow), scenario::format_fault(note));
}

std::string grouped(unsigned long long number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace tachy::cli
