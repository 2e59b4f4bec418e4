#include "cli/write_result.hpp"

#include "cli/outcome_input.hpp"
#include "cli/progress.hpp"
#include "cli/stopwatch.hpp"

namespace tachy::cli {

namespace {

output::PatientLog chosen_patients(const scenario::Scenario& scenario, const output::TraceRequest& request,
                                   int threads, const StopSignals& signals) {
  Progress progress({"choosing", scenario.experiment.patients});
  engine::Execution execution;
  execution.threads = threads;
  execution.progress = [&](std::uint64_t done) { progress.update(done); };
  execution.go_on = [&](const engine::Finished&) {
    if (signals.stop_asked()) throw StoppedWhileLogging{};
    return true;
  };
  return output::choose_patients(scenario.experiment, request, execution);
}

}  // namespace

void write_result(const std::filesystem::path& path, const scenario::Scenario& scenario,
                  const engine::Finished& finished, const LogOptions& options, const StopSignals& signals,
                  Checkpoint& checkpoint) {
  output::OutcomeInput input = outcome_input(scenario, finished.tallies);
  const output::TraceRequest request = trace_request(options.trace, scenario);
  if (!request.wanted()) return output::write_outcome(path, input);
  checkpoint.keep(finished);
  Stopwatch watch;
  input.log = chosen_patients(scenario, request, options.threads, signals);
  watch.stage("choosing the patients to log");
  Progress progress({"logging", input.log.patients.size()});
  input.log.written = [&](std::size_t patients) {
    if (signals.stop_asked()) throw StoppedWhileLogging{};
    progress.update(patients);
  };
  output::write_outcome(path, input);
}

}  // namespace tachy::cli
