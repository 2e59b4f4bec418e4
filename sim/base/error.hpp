// Errors as data. Three kinds only: a fault in what the user wrote (all are collected, exit code 3), a
// failing environment such as a full disk (OutputError, exit 1; 5 when a result is in the way), and our own
// bug (std::logic_error, exit 70).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace tachy {

// One fault in an input file, with all that a message to the user needs.
struct InputFault {
  std::string file;
  std::uint32_t line = 0, column = 0;  // from 1; 0 = not at one place
  std::string path;                    // dotted: "phases.maintenance.every"
  std::string message;                 // what is wrong: "'3 fortnights' is not a duration"
  std::string advice;                  // what is allowed, the nearest right word
  std::string source_line;             // the offending line, shown with a caret
  std::uint32_t other_line = 0;        // the second place of a contradiction
  std::string other_source_line;
  std::string other_file;  // when it is not the same file
};

// The environment failed: file cannot be read or written, disk full.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A result, or a run that is making it, is in the way: exit 5.
class ResultExists : public OutputError {
 public:
  using OutputError::OutputError;
};

}  // namespace tachy
