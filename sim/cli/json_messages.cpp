#include "cli/json_messages.hpp"

#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tachy::cli {

namespace {

using Json = nlohmann::ordered_json;

double seconds_since_start() {
  static const auto start = std::chrono::steady_clock::now();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
[[maybe_unused]] const double kClockStarted = seconds_since_start();

double to_milliseconds(double seconds) { return std::round(seconds * 1e3) / 1e3; }

Json begin(std::string_view level, std::string_view message) {
  return {{"level", level}, {"seconds", to_milliseconds(seconds_since_start())}, {"message", message}};
}

// What is not UTF-8, such as a quoted line of a bad file, is replaced.
std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string json_message(std::string_view level, std::string_view message) {
  return line_of(begin(level, message));
}

std::string json_fault(std::string_view level, const InputFault& fault) {
  Json json = begin(level, fault.message);
  const auto add = [&](const char* key, const auto& value) {
    if (value != std::decay_t<decltype(value)>{}) json[key] = value;
  };
  add("file", fault.file);
  add("line", fault.line);
  add("column", fault.column);
  add("path", fault.path);
  add("advice", fault.advice);
  add("other_file", fault.other_file);
  add("other_line", fault.other_line);
  return line_of(json);
}

std::string json_progress(const ProgressNote& note) {
  const double percent = 100.0 * note.done / note.total;
  Json json = begin("progress", fmt::format("{}: {:.1f} %", note.stage, percent));
  json["stage"] = note.stage;
  json["patients_done"] = static_cast<std::uint64_t>(note.done);
  json["patients"] = static_cast<std::uint64_t>(note.total);
  if (note.per_draw > 0.0) {
    json["draws_done"] = static_cast<std::uint64_t>(note.done / note.per_draw);
    json["draws"] = static_cast<std::uint64_t>(note.total / note.per_draw);
  }
  if (std::isfinite(note.seconds_left)) json["seconds_left"] = to_milliseconds(note.seconds_left);
  if (note.arm_days_per_second > 0.0) json["arm_days_per_second"] = std::round(note.arm_days_per_second);
  return line_of(json);
}

}  // namespace tachy::cli
