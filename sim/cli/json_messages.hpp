// A message as one line of JSON: level, seconds since the program started, message, and what else is known.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "cli/terminal.hpp"

namespace tachy::cli {

// level: error, warning, notice, detail, progress
std::string json_message(std::string_view level, std::string_view message);
std::string json_fault(std::string_view level, const InputFault& fault);
std::string json_progress(const ProgressNote& note);

}  // namespace tachy::cli
