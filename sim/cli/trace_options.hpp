// Options of `run` that ask for single patients to be logged in full.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/logged_patients.hpp"
#include "scenario/scenario.hpp"

namespace CLI {
class App;
}

namespace tachy::cli {

struct TraceOptions {
  std::string share;  // "1%"
  std::vector<std::uint32_t> patients;
  std::vector<std::string> when;
};

void add_trace_options(CLI::App& command, TraceOptions& options);

// What was asked for, on top of what the scenario asks for. Throws CLI::ValidationError when it cannot be.
run::LogRequest trace_request(const TraceOptions& options, const scenario::Scenario& scenario);

}  // namespace tachy::cli
