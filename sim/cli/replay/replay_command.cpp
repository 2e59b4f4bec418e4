// tachy replay: one patient's whole story, beside the twin in the other arms.
#include <memory>
#include <span>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/replay/replay.hpp"
#include "output/file/atomic_file.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::cli {

namespace {

struct ReplayOptions {
  ScenarioOptions scenario;
  std::uint32_t patient = 0, from_day = 0, to_day = regimen::kNoDay;
  std::string csv;
};

void check_against(const scenario::Scenario& scenario, const ReplayOptions& options) {
  const auto& e = scenario.experiment;
  if (!scenario.seed_given)
    throw CLI::ValidationError("--seed", "the scenario names no seed; give that of the run, e.g. --seed 1");
  require_patient("--patient", options.patient, e.patients);
  const std::uint32_t days = e.horizon_days;
  if (options.from_day > options.to_day || options.from_day >= days)
    throw CLI::ValidationError(
        "--from", fmt::format("no day from {} to {}: the days are 0 to {}, and --from is not after --to",
                              options.from_day, options.to_day, days - 1));
}

void print_text(const Story& story) {
  const auto& e = story.scenario->experiment;
  fmt::print("{}", patient_text(story));
  if (e.plan.arms == 1) fmt::print("{}", story_text(story, 0, 0));
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
    if (arm != e.reference_arm) fmt::print("{}", story_text(story, e.reference_arm, arm));
  fmt::print("{}\n", output::kNotice);
}

int replay(const ReplayOptions& options) {
  const auto scenario = load(options.scenario, options.csv);
  if (!scenario) return kInvalidInput;
  check_against(*scenario, options);
  const day::Setup setup = day::set_up(scenario->experiment);
  const Story story{&*scenario, options.patient, trace::keep_diary(setup, options.patient), options.from_day,
                    options.to_day};
  if (!story.diary.life.person.enrolled) {
    fmt::print("patient {}: no eligible patient was found for this number, so there is no story\n",
               options.patient);
    return kDone;
  }
  if (options.csv.empty()) {
    print_text(story);
  } else {
    const std::string csv = story_csv(story);
    output::write_whole_file(options.csv, std::as_bytes(std::span(csv)));
    fmt::print("written: {}   (next: scripts/replay_figure.py {})\n", printable_line(options.csv),
               printable_line(options.csv));
  }
  return kDone;
}

}  // namespace

void add_replay(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "replay", "Tell one patient's story day by day, beside that of the same patient in the other arms");
  const auto options = std::make_shared<ReplayOptions>();
  add_scenario_options(*command, options->scenario);
  command->remove_option(command->get_option("--arms"));
  command->add_option("--arm,--arms", options->scenario.arms,
                      "only these arms, e.g. none,weekly; the reference (or the first) stands on the left");
  command->add_option("--patient", options->patient, "number of the patient, from 0")->required();
  command->add_option("--from", options->from_day, "first day to tell; without it the first");
  command->add_option("--to", options->to_day, "last day to tell; without it the last");
  command->add_option("--csv", options->csv, "write the story to this file as a table instead");
  command->footer(
      "The patient is the same as in `tachy run` with the same scenario, seed and settings.\n"
      "In the table 'draws' names each draw that decided as NAME=DRAWN|THRESHOLD; that of a clock is the "
      "hazard\n"
      "that had added up, and it rang at -ln DRAWN. scripts/replay_figure.py draws the table.\n"
      "Examples:\n"
      "  tachy replay scenarios/policy/maintenance.yaml --patient 12 --arm none,weekly --to 60\n"
      "  tachy replay scenarios/policy/maintenance.yaml --patient 12 --csv story.csv");
  command->callback([&exit_code, options] { exit_code = replay(*options); });
}

}  // namespace tachy::cli
