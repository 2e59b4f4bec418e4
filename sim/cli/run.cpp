// tachy run: load -> engine -> outcome file -> summary. Everything that can be refused is refused before the
// run.
#include <memory>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/circumstances.hpp"
#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/progress.hpp"
#include "cli/result_file.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "engine/run.hpp"
#include "output/outcome_file.hpp"
#include "regimen/calendar.hpp"

namespace tachy::cli {

namespace {

struct RunOptions {
  ScenarioOptions scenario;
  std::string output;
  int threads = 0;
  bool dry_run = false, force = false, quiet = false;
};

std::uint64_t days_per_patient(const scenario::Scenario& scenario) {
  return std::uint64_t{regimen::simulated_days(scenario.experiment.horizon_days)} * scenario.arms.size();
}

output::OutcomeArm outcome_arm(const scenario::Scenario& scenario, std::size_t index) {
  const auto& [id, label, phase_ids] = scenario.arms[index];
  const std::uint32_t days = scenario.experiment.horizon_days;
  output::OutcomeArm arm{id, label, phase_ids, std::vector<std::uint8_t>(days, 0),
                         std::vector<std::int32_t>(days, -1)};
  const auto calendar = regimen::planned_calendar(scenario.experiment.plan.arm[index], days);
  for (const auto& dose : calendar) arm.planned[dose.day] = 1;
  // A phase is in force from its first dose to the day before the next phase, the last one to its last dose.
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const std::uint32_t end = i + 1 < calendar.size() ? calendar[i + 1].day : calendar[i].day + 1;
    for (std::uint32_t day = calendar[i].day; day < end; ++day) {
      arm.phase[day] = static_cast<std::int32_t>(calendar[i].phase);
    }
  }
  return arm;
}

output::OutcomeInput outcome_input(const scenario::Scenario& scenario, engine::Tallies tallies) {
  output::OutcomeInput input;
  input.title = scenario.title;
  input.scenario_text = scenario.text;
  input.scenario_resolved = scenario.resolved;
  input.tool_version = tool_version();
  input.git_revision = git_revision();
  for (std::size_t i = 0; i < scenario.arms.size(); ++i) input.arms.push_back(outcome_arm(scenario, i));
  for (const auto& origin : scenario.parameter_origins) input.parameter_origins.push_back(origin.where);
  input.experiment = scenario.experiment;
  input.tallies = std::move(tallies);
  return input;
}

void print_intent(const scenario::Scenario& scenario, const std::string& output, int threads) {
  const auto& experiment = scenario.experiment;
  fmt::print("{}\nwould run {} patients in {} arms for {} days: {} arm-days, {} threads, seed {}\n",
             scenario.title, grouped(experiment.patients), scenario.arms.size(),
             regimen::simulated_days(experiment.horizon_days),
             grouped(experiment.patients * days_per_patient(scenario)), threads, experiment.seed);
  fmt::print("and write {}\n", output);
}

int run(RunOptions options) {
  auto scenario = load(options.scenario, !options.quiet);
  if (!scenario) return kInvalidInput;
  if (!scenario->seed_given) {
    options.scenario.seed = std::random_device{}();
    scenario = load(options.scenario, false);
    if (!scenario) return kInvalidInput;
    fmt::print(stderr, "no seed was given; chosen: {} (repeat with --seed {})\n", scenario->experiment.seed,
               scenario->experiment.seed);
  }
  const bool named = !options.output.empty();
  const std::filesystem::path path =
      named ? std::filesystem::path(options.output) : default_result_path(options.scenario.path);
  const int threads = threads_to_use(options.threads);
  if (options.dry_run) {
    print_intent(*scenario, path.string(), threads);
    return kDone;
  }
  check_result_path(path, options.force, !named);

  const auto& experiment = scenario->experiment;
  Progress progress(experiment.patients, days_per_patient(*scenario), !options.quiet);
  engine::Execution execution;
  execution.threads = threads;
  execution.progress = [&progress](std::uint64_t done) { progress.update(done); };
  engine::Tallies tallies = engine::run(experiment, execution);
  const double seconds = progress.seconds();
  if (tallies.enrolled == 0) {
    print_error(
        fmt::format("nobody was eligible: {} people were screened and none may be treated; "
                    "widen cohort.eligibility; nothing was written",
                    grouped(static_cast<std::uint64_t>(tallies.candidates_screened))));
    return kInvalidInput;
  }
  const std::uint64_t arm_days = static_cast<std::uint64_t>(tallies.enrolled) * days_per_patient(*scenario);
  const std::string summary = summary_of(*scenario, tallies);
  output::write_outcome(path, outcome_input(*scenario, std::move(tallies)));
  write_circumstances(path, {threads, seconds, arm_days});
  if (options.quiet) return kDone;
  fmt::print("{}\n{} arm-days in {:.2f} s on {} threads: {:.1f} million per second\n", summary,
             grouped(arm_days), seconds, threads, static_cast<double>(arm_days) / seconds / 1e6);
  fmt::print("written: {}   (next: tachy compare {})\n", path.string(), path.string());
  return kDone;
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
  command->add_flag("--dry-run", options->dry_run, "say what would be done and stop");
  command->add_flag("--force", options->force, "replace an existing outcome file");
  command->add_flag("-q,--quiet", options->quiet, "print errors only");
  command->footer(
      "Examples:\n"
      "  tachy run scenarios/policy/maintenance.yaml\n"
      "  tachy run scenarios/policy/maintenance.yaml --arms none,weekly --patients 10000 -o small.h5\n"
      "  tachy run scenarios/policy/maintenance.yaml --set parameters.opioid_share=0.5 "
      "--set arms.weekly.phases.maintenance.every='10 days' -o changed.h5\n"
      "Host, threads and seconds go to a .run.json file beside it; the outcome file itself is the same "
      "everywhere.");
  command->callback([&exit_code, options] { exit_code = run(*options); });
}

}  // namespace tachy::cli
