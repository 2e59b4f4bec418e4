// tachy validate [DIR]: predicts the published trials of a folder and says how well that agrees.
#include <algorithm>
#include <memory>
#include <optional>
#include <span>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "run/run_metadata.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "cli/usable_threads.hpp"
#include "cli/validation_input.hpp"
#include "output/file/atomic_file.hpp"
#include "study/trial/endpoint_values.hpp"
#include "study/trial/endpoint_format.hpp"
#include "study/validate/validation_report.hpp"

namespace tachy::cli {

namespace {

struct ValidateOptions {
  std::string folder, posterior, csv;
  std::optional<std::uint32_t> patients;
  std::optional<double> fail_under;
  int threads = 0;
  bool json = false;
};

bool has_calibrate_trial(const Trials& trials) {
  return std::any_of(trials.begin(), trials.end(), [](const scenario::Scenario& trial) {
    return trial.published->split == scenario::Split::calibrate;
  });
}

std::uint32_t patients_for(std::size_t draws, const ValidateOptions& options) {
  constexpr std::size_t kMany = 200;
  return options.patients.value_or(draws == 1 ? 10000 : draws > kMany ? 300 : 1000);
}

// Draws that know a study are weighted to leave it out, which takes all of them.
std::vector<study::TrialPredictions> predict(const Trials& trials, const study::Posterior& all,
                                             const study::Posterior& some, const ValidateOptions& options) {
  constexpr std::uint64_t kParts = 1000;
  Progress progress({"validate", kParts});
  study::Effort effort;
  effort.threads = usable_threads(options.threads);
  std::vector<study::TrialToPredict> tasks;
  for (const scenario::Scenario& trial : trials) {
    const study::Posterior& posterior = all.knows(trial.published->study) ? all : some;
    tasks.push_back({&trial, &posterior, patients_for(posterior.size(), options)});
  }
  return study::predict_all(tasks, effort, [&](double share) {
    progress.update(static_cast<std::uint64_t>(share * static_cast<double>(kParts)));
  });
}

// The skills that are asked for with --fail-under: of what was predicted; if nothing was, of what was fitted.
bool falls_short(const study::Validation& validation, double least) {
  study::Summary summary = study::summarise(validation.studies, scenario::Split::validate);
  if (summary.studies == 0) summary = study::summarise(validation.studies, scenario::Split::calibrate);
  bool short_of = false;
  const auto judge = [&](const char* kind, const std::optional<study::StudyMean>& skill) {
    if (!skill || skill->value >= least) return;
    print_error(
        fmt::format("the skill on {} is {:.3f}, below {:g} (--fail-under)", kind, skill->value, least));
    short_of = true;
  };
  judge("levels", summary.levels.mean);
  judge("contrasts", summary.contrasts.mean);
  return short_of;
}

void print_report(const study::Validation& validation, const ValidateOptions& options) {
  if (!quiet())
    fmt::print("{}", options.json ? study::validation_json(validation) : study::validation_text(validation));
  if (options.csv.empty()) return;
  const std::string csv = study::validation_csv(validation);
  output::write_whole_file(options.csv, std::as_bytes(std::span(csv)));
}

std::string why_not_computed(const scenario::PublishedEndpoint& endpoint) {
  if (study::is_median(endpoint)) {
    return fmt::format("{}: too many virtual trials end before half have relapsed; {}", endpoint.id,
                       study::share_in_place_of_median(endpoint));
  }
  return fmt::format("{}: nobody in the virtual trial counts for it; use more --patients, or look at 'among'",
                     endpoint.id);
}

int validate(ValidateOptions options) {
  if (options.folder.empty()) options.folder = shipped_trials();
  output::require_another_file(options.csv, options.posterior);
  const std::optional<Trials> trials = load_trials(options.folder);
  if (!trials) return kInvalidInput;
  const bool knows_own = has_calibrate_trial(*trials);
  const std::optional<Trials> shipped = knows_own ? Trials{} : load_trials(shipped_trials());
  const std::optional<NamedPosterior> parameters = load_named_posterior(options.posterior);
  if (!shipped || !parameters) return kInvalidInput;

  const study::Yardstick yardstick(knows_own ? *trials : *shipped);
  const study::Posterior some = some_draws(parameters->posterior);
  const std::vector<study::TrialPredictions> predictions =
      predict(*trials, parameters->posterior, some, options);
  study::Validation validation;
  validation.draws = some.size();
  validation.patients = patients_for(some.size(), options);
  validation.parameters = parameters->in_words;
  validation.regression_source = knows_own ? "calibrate trials of this folder" : "shipped calibrate trials";
  const auto left_out = study::leave_out(*trials, predictions, parameters->posterior);
  for (std::size_t i = 0; i < trials->size(); ++i)
    validation.studies.push_back(study::score_study((*trials)[i], predictions[i], yardstick, left_out[i]));
  print_report(validation, options);

  const auto missing = study::not_computed(validation.studies);
  for (const scenario::PublishedEndpoint* endpoint : missing) print_error(why_not_computed(*endpoint));
  const bool fails = options.fail_under && falls_short(validation, *options.fail_under);
  if (!missing.empty()) return kIncomplete;
  return fails ? kDoesNotHold : kDone;
}

}  // namespace

void add_validate(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("validate", "Set predictions against published trials");
  const auto options = std::make_shared<ValidateOptions>();
  command->add_option("DIR", options->folder,
                      "folder of trial scenarios with a 'published:' block; without it the shipped trials");
  command->add_option(
      "--posterior", options->posterior,
      "sample of parameters that 'tachy calibrate' wrote, a library part or its CSV; without it "
      "the shipped one");
  command
      ->add_option(
          "--patients", options->patients,
          "patients simulated for each draw and each of the four points of a prediction; without it 1,000, "
          "300 where a study is left out with all draws, or 10,000 when there is one draw")
      ->check(CLI::Range(100, 1000000));
  command->add_flag("--json", options->json, "print JSON in place of the tables");
  command->add_option("--csv", options->csv, "also write a table of all endpoints to this file");
  command->add_option(
      "--fail-under", options->fail_under,
      "exit code 6 if the skill on levels or on contrasts of the validate trials is below this "
      "(of the calibrate trials if there are no others)");
  command->add_option("-j,--threads", options->threads, "number of threads; the result does not depend on it")
      ->check(CLI::Range(1, run::kMostThreads));
  command->footer(
      "Exit codes: 0 everything was computed, 4 an endpoint was not, 6 the skill is below --fail-under, 3 a "
      "bad\n"
      "folder or file.\n"
      "Examples:\n"
      "  tachy validate\n"
      "  tachy validate my-hospital --json > validation.json && scripts/forest.py validation.json -o "
      "figures\n"
      "How to write a folder of your own: scenarios/trials/README.md.");
  command->callback([&exit_code, options] { exit_code = validate(*options); });
}

}  // namespace tachy::cli
