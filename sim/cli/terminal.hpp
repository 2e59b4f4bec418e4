// What is written to a person: colours only on a terminal and never with NO_COLOR, errors to standard error.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace tachy::cli {

bool stderr_is_terminal();
void print_error(std::string_view message);  // "tachy: message"
void print_fault(const InputFault& fault);   // with its line and caret
void print_note(const InputFault& note);     // an oddity that is no fault

// 1234567 -> "1,234,567"
std::string grouped(unsigned long long number);

}  // namespace tachy::cli
