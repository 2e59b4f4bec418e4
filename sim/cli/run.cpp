// tachy run: load -> engine -> outcome file -> summary. Everything that can be refused is refused before the
// run.
#include <memory>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/grouped.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/terminal_reporter.hpp"
#include "cli/trace_options.hpp"
#include "run/result_path.hpp"
#include "run/run_scenario.hpp"
#include "run/signals.hpp"
#include "cli/run_table.hpp"
#include "cli/terminal.hpp"
#include "cli/usable_threads.hpp"
#include "engine/run.hpp"
#include "output/file/atomic_file.hpp"
#include "regimen/calendar.hpp"

namespace tachy::cli {

namespace {

struct RunOptions {
  ScenarioOptions scenario;
  TraceOptions trace;
  std::string output;
  int threads = 0;
  bool dry_run = false, force = false;
};

void print_intent(const scenario::Scenario& scenario, const std::string& output, int threads) {
  const auto& experiment = scenario.experiment;
  const auto& u = scenario.uncertainty;
  const std::uint64_t patients = u ? u->patients : experiment.patients, lives = u ? u->lives() : patients;
  fmt::print("{}\nwould run {} patients in {} arms for {} days{}: {} arm-days, {} threads, seed {}\n",
             scenario.title, grouped(patients), scenario.arms.size(), experiment.horizon_days,
             u ? fmt::format(" under each of {} draws", u->draws()) : "",
             grouped(lives * run::days_per_patient(scenario)), threads, experiment.seed);
  fmt::print("and write {}\n", printable_line(output));
}

void tell_execution(const scenario::Scenario& scenario, int threads) {
  print_detail(fmt::format("seed {}", scenario.experiment.seed));
  print_detail(fmt::format("{} threads, instruction set {}, {} patients in a block", threads,
                           engine::instruction_sets().front(), engine::Execution{}.patients_per_block));
}

// A scenario that has a seed: if none was given, that of the run to go on with, or a new one.
std::optional<scenario::Scenario> load_with_seed(RunOptions& options, const std::filesystem::path& path) {
  auto scenario = load(options.scenario, path);
  if (!scenario || scenario->seed_given) return scenario;
  options.scenario.seed = run::seed_of_part(path).value_or(std::random_device{}());
  scenario = load(options.scenario, path, false);
  if (!scenario) return scenario;
  print_warning(fmt::format("no seed was given; chosen: {} (repeat with --seed {})",
                            scenario->experiment.seed, scenario->experiment.seed));
  return scenario;
}

void tell_result(const scenario::Scenario& scenario, const engine::Tallies& tallies,
                 const std::filesystem::path& path, const run::RunMetadata& metadata) {
  if (quiet()) return;
  fmt::print("{}\n{} arm-days in {:.2f} s on {} threads: {:.1f} million per second; checksum {:016x}\n",
             run_table(scenario, tallies), grouped(metadata.arm_days), metadata.seconds, metadata.threads,
             static_cast<double>(metadata.arm_days) / metadata.seconds / 1e6, tallies.checksum());
  const std::string name = printable_line(path.string());
  fmt::print("written: {}   (next: tachy compare {})\n", name, name);
}

std::string how_far(const scenario::Scenario& scenario, const run::RunResult& result) {
  if (scenario.uncertainty) return words_for_lived(*scenario.uncertainty, result.draws);
  return fmt::format("{} of {} patients", grouped(result.finished.patients.count),
                     grouped(scenario.experiment.patients));
}

int tell_end(const scenario::Scenario& scenario, const run::RunResult& result,
             const std::filesystem::path& path) {
  const engine::Tallies& tallies = result.finished.tallies;
  switch (result.end) {
    case run::RunEnd::written:
      tell_result(scenario, tallies, path, result.metadata);
      return kDone;
    case run::RunEnd::stopped:
      print_error(fmt::format("stopped after {}, which are kept in {}; the same command goes on",
                              how_far(scenario, result), result.kept_in.string()));
      return kStopped;
    case run::RunEnd::stopped_while_writing:
      print_error(fmt::format(
          "stopped while the result was written; what was found is kept in {}; the same command goes on",
          result.kept_in.string()));
      return kStopped;
    case run::RunEnd::nobody_eligible:
      print_error(
          fmt::format("nobody was eligible: {} patients were screened and none may be treated; "
                      "widen cohort.eligibility; nothing was written",
                      grouped(static_cast<std::uint64_t>(tallies.candidates_screened))));
      return kInvalidInput;
  }
  return kBug;
}

int run_command(RunOptions options) {
  TerminalReporter reporter;
  const bool named = !options.output.empty();
  const std::filesystem::path path =
      named ? std::filesystem::path(options.output) : run::default_result_path(options.scenario.path);
  const auto scenario = load_with_seed(options, path);
  if (!scenario) return kInvalidInput;
  const run::RunRequest request{path, trace_request(options.trace, *scenario),
                                usable_threads(options.threads), options.force, !named};
  reporter.stage_done("reading the scenario");
  tell_execution(*scenario, request.threads);
  if (options.dry_run) {
    print_intent(*scenario, path.string(), request.threads);
    return kDone;
  }
  const run::StopSignals signals;
  const auto result = run::run_scenario(*scenario, request, reporter, [&] { return signals.stop_asked(); });
  return tell_end(*scenario, result, path);
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("run", "Run a scenario and write its outcome file");
  const auto options = std::make_shared<RunOptions>();
  add_scenario_options(*command, options->scenario);
  command->add_option("-o,--output", options->output, "outcome file; without it results/<scenario>.h5");
  command
      ->add_option(
          "-j,--threads", options->threads,
          "number of threads; without it SLURM_CPUS_PER_TASK, else all. The result does not depend on it")
      ->check(CLI::Range(1, run::kMostThreads));
  add_trace_options(*command, options->trace);
  command->add_option(
      "--draws", options->scenario.draws,
      "joint draws of what is not known, under each of which every arm lives; 0 = none. Without it as the "
      "scenario says under 'uncertainty'");
  command->add_flag("--dry-run", options->dry_run, "say what would be done and stop");
  command->add_flag("--force", options->force, "replace an existing outcome file");
  command->footer(
      "Examples:\n"
      "  tachy run scenarios/policy/maintenance.yaml\n"
      "  tachy run scenarios/policy/maintenance.yaml --arms none,weekly --patients 10000 -o small.h5\n"
      "  tachy run scenarios/policy/maintenance.yaml --set parameters.opioid_share=0.5 "
      "--set arms.weekly.phases.maintenance.every='10 days' -o changed.h5\n"
      "  tachy run scenarios/policy/maintenance.yaml --log 1% --log-patients 12,99 --log-when use_disorder\n"
      "  tachy run scenarios/policy/maintenance.yaml --beyond-range --set 'parameters.suicides=0 per year' "
      "-o none.h5\n"
      "Host, threads and seconds go to a .run.json file beside it; the outcome file itself is the same "
      "everywhere.");
  command->callback([&exit_code, options] { exit_code = run_command(*options); });
}

}  // namespace tachy::cli
