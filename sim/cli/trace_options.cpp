#include "cli/trace_options.hpp"

#include <algorithm>
#include <charconv>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/scenario_options.hpp"

namespace tachy::cli {

namespace {

// "1%" or "0.5 %" as a share.
std::optional<double> share_of(std::string text) {
  if (text.empty() || text.back() != '%') return std::nullopt;
  text.pop_back();
  while (!text.empty() && text.back() == ' ') text.pop_back();
  double percent = 0.0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), percent);
  const bool whole = end.ec == std::errc{} && end.ptr == text.data() + text.size();
  if (!whole || !(percent > 0.0 && percent <= 100.0)) return std::nullopt;
  return percent / 100.0;
}

std::string is_share(const std::string& text) {
  return share_of(text) ? "" : fmt::format("'{}' is not a share; write e.g. --log 1%", text);
}

}  // namespace

void add_trace_options(CLI::App& command, TraceOptions& options) {
  command.add_option("--log", options.share, "log this share of the patients in full, e.g. 1%")
      ->check(is_share);
  command.add_option("--log-patients", options.patients, "log these patients, e.g. 12,99")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--log-when", options.when,
                  "log everyone to whom it happened in an arm: misuse, use_disorder, died")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"misuse", "use_disorder", "died"}));
}

run::LogRequest trace_request(const TraceOptions& options, const scenario::Scenario& scenario) {
  run::LogRequest request{scenario.log_share, scenario.log_patients, scenario.log_when_misuse,
                          scenario.log_when_use_disorder, scenario.log_when_died};
  if (!options.share.empty()) request.share = *share_of(options.share);
  request.patients.insert(request.patients.end(), options.patients.begin(), options.patients.end());
  const auto asked = [&](const char* what) {
    return std::find(options.when.begin(), options.when.end(), what) != options.when.end();
  };
  request.misuse = request.misuse || asked("misuse");
  request.use_disorder = request.use_disorder || asked("use_disorder");
  request.died = request.died || asked("died");
  for (const std::uint32_t patient : request.patients)
    require_patient("--log-patients", patient, scenario.experiment.patients);
  return request;
}

}  // namespace tachy::cli
