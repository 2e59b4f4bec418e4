// tachy run: load -> engine -> outcome file -> summary. Everything that can be refused is refused before the
// run.
#include <memory>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/checkpoint.hpp"
#include "cli/circumstances.hpp"
#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/progress.hpp"
#include "cli/result_file.hpp"
#include "cli/signals.hpp"
#include "cli/stopwatch.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "cli/write_result.hpp"
#include "engine/run.hpp"
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

std::uint64_t days_per_patient(const scenario::Scenario& scenario) {
  return std::uint64_t{regimen::simulated_days(scenario.experiment.horizon_days)} * scenario.arms.size();
}

void print_intent(const scenario::Scenario& scenario, const std::string& output, int threads) {
  const auto& experiment = scenario.experiment;
  fmt::print("{}\nwould run {} patients in {} arms for {} days: {} arm-days, {} threads, seed {}\n",
             scenario.title, grouped(experiment.patients), scenario.arms.size(),
             regimen::simulated_days(experiment.horizon_days),
             grouped(experiment.patients * days_per_patient(scenario)), threads, experiment.seed);
  fmt::print("and write {}\n", output);
}

void tell_execution(const scenario::Scenario& scenario, const RunOptions& options) {
  print_detail(fmt::format("seed {}", scenario.experiment.seed));
  print_detail(fmt::format("{} threads, instruction set {}, {} patients in a block",
                           threads_to_use(options.threads), engine::instruction_sets().front(),
                           engine::Execution{}.patients_per_block));
}

// Lives all patients, or as many as there is time for: a signal ends it early, with what is done kept.
engine::Finished live(const scenario::Scenario& scenario, const RunOptions& options,
                      const StopSignals& signals, Checkpoint& checkpoint) {
  const regimen::Experiment& experiment = scenario.experiment;
  Progress progress({"run", experiment.patients, checkpoint.start().patients, days_per_patient(scenario)});
  engine::Execution execution;
  execution.threads = threads_to_use(options.threads);
  execution.progress = [&](std::uint64_t done) { progress.update(done); };
  execution.go_on = [&](const engine::Finished& finished) {
    if (signals.stop_asked()) return false;
    checkpoint.keep_now_and_then(finished);
    return true;
  };
  engine::Finished finished = engine::run_from(checkpoint.start(), experiment, execution);
  if (finished.patients < experiment.patients) checkpoint.keep(finished);
  return finished;
}

// A scenario that has a seed: if none was given, that of the run to go on with, or a new one.
std::optional<scenario::Scenario> load_with_seed(RunOptions& options, const std::filesystem::path& path) {
  auto scenario = load(options.scenario);
  if (!scenario || scenario->seed_given) return scenario;
  options.scenario.seed = seed_of_part(path).value_or(std::random_device{}());
  scenario = load(options.scenario, false);
  if (!scenario) return scenario;
  print_warning(fmt::format("no seed was given; chosen: {} (repeat with --seed {})",
                            scenario->experiment.seed, scenario->experiment.seed));
  return scenario;
}

void tell_result(const scenario::Scenario& scenario, const engine::Tallies& tallies,
                 const std::filesystem::path& path, const Circumstances& run) {
  if (quiet()) return;
  fmt::print("{}\n{} arm-days in {:.2f} s on {} threads: {:.1f} million per second\n",
             summary_of(scenario, tallies), grouped(run.arm_days), run.seconds, run.threads,
             static_cast<double>(run.arm_days) / run.seconds / 1e6);
  fmt::print("written: {}   (next: tachy compare {})\n", path.string(), path.string());
}

// Writes what was found, and says it.
int finish(const scenario::Scenario& scenario, const engine::Finished& finished, const RunOptions& options,
           const std::filesystem::path& path, const StopSignals& signals, Checkpoint& checkpoint) {
  const engine::Tallies& tallies = finished.tallies;
  const Circumstances run{threads_to_use(options.threads), checkpoint.seconds(),
                          static_cast<std::uint64_t>(tallies.enrolled) * days_per_patient(scenario)};
  if (tallies.enrolled == 0) {
    checkpoint.remove();
    print_error(
        fmt::format("nobody was eligible: {} people were screened and none may be treated; "
                    "widen cohort.eligibility; nothing was written",
                    grouped(static_cast<std::uint64_t>(tallies.candidates_screened))));
    return kInvalidInput;
  }
  const std::string part = part_path(path).string();
  try {
    write_result(path, scenario, finished, {options.trace, run.threads}, signals, checkpoint);
  } catch (const StoppedWhileLogging&) {
    print_error(fmt::format(
        "stopped while logging patients; what was found is kept in {}; the same command goes on", part));
    return kStopped;
  } catch (const OutputError& e) {
    checkpoint.keep(finished);
    throw OutputError(
        fmt::format("{}; what was found is kept in {}: the same command writes it again", e.what(), part));
  }
  checkpoint.remove();
  write_circumstances(path, run);
  tell_result(scenario, tallies, path, run);
  return kDone;
}

int run(RunOptions options) {
  Stopwatch watch;
  const bool named = !options.output.empty();
  const std::filesystem::path path =
      named ? std::filesystem::path(options.output) : default_result_path(options.scenario.path);
  const auto scenario = load_with_seed(options, path);
  if (!scenario) return kInvalidInput;
  trace_request(options.trace, *scenario);  // refused before the run
  watch.stage("reading the scenario");
  tell_execution(*scenario, options);
  if (options.dry_run) {
    print_intent(*scenario, path.string(), threads_to_use(options.threads));
    return kDone;
  }
  check_result_path(path, options.force, !named);

  const StopSignals signals;
  Checkpoint checkpoint(path, *scenario, options.force);
  const std::uint64_t patients = scenario->experiment.patients, before = checkpoint.start().patients;
  const std::string part = part_path(path).string();
  if (before > 0)
    print_notice(fmt::format("going on after {} of {} patients, kept in {}", grouped(before),
                             grouped(patients), part));
  const engine::Finished finished = live(*scenario, options, signals, checkpoint);
  watch.stage("running");
  if (finished.patients == patients) {
    const int exit_code = finish(*scenario, finished, options, path, signals, checkpoint);
    watch.stage("writing the result");
    return exit_code;
  }
  print_error(fmt::format("stopped after {} of {} patients, which are kept in {}; the same command goes on",
                          grouped(finished.patients), grouped(patients), part));
  return kStopped;
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
      ->check(CLI::Range(1, 4096));
  add_trace_options(*command, options->trace);
  command->add_flag("--dry-run", options->dry_run, "say what would be done and stop");
  command->add_flag("--force", options->force, "replace an existing outcome file");
  command->footer(
      "Examples:\n"
      "  tachy run scenarios/policy/maintenance.yaml\n"
      "  tachy run scenarios/policy/maintenance.yaml --arms none,weekly --patients 10000 -o small.h5\n"
      "  tachy run scenarios/policy/maintenance.yaml --set parameters.opioid_share=0.5 "
      "--set arms.weekly.phases.maintenance.every='10 days' -o changed.h5\n"
      "  tachy run scenarios/policy/maintenance.yaml --log 1% --log-patients 12,99 --log-when use_disorder\n"
      "Host, threads and seconds go to a .run.json file beside it; the outcome file itself is the same "
      "everywhere.");
  command->callback([&exit_code, options] { exit_code = run(*options); });
}

}  // namespace tachy::cli
