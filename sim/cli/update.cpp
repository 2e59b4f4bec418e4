// tachy update: weights the draws of a posterior by what a clinic saw.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "cli/usable_threads.hpp"
#include "cli/validation_input.hpp"
#include "output/file/atomic_file.hpp"
#include "run/result_path.hpp"
#include "run/run_metadata.hpp"
#include "study/trial/endpoint_values.hpp"
#include "study/update.hpp"

namespace tachy::cli {

namespace {

struct UpdateOptions {
  std::string folder, posterior, output;
  std::uint32_t patients = 1000;
  int threads = 0;
  bool force = false;
};

bool is_used(const scenario::Scenario& trial) {
  const auto& endpoints = trial.published->endpoints;
  return trial.published->split != scenario::Split::context &&
         std::any_of(endpoints.begin(), endpoints.end(), study::is_scored);
}

// Why these trials must not weigh the draws; empty if they may.
std::string why_refused(const Trials& trials, const study::Posterior& posterior, const Trials& shipped) {
  for (const scenario::Scenario& trial : trials) {
    const std::string& study = trial.published->study;
    if (posterior.knows(study))
      return fmt::format("the draws know '{}' already; it must not count twice", study);
    const bool is_closed = std::any_of(shipped.begin(), shipped.end(), [&](const scenario::Scenario& other) {
      return other.published->study == study && other.published->split == scenario::Split::validate;
    });
    if (is_closed)
      return fmt::format(
          "'{}' is among the shipped trials that are to be predicted; to learn from them would leave nothing "
          "to judge tachy by",
          study);
  }
  return "";
}

// The trials of the folder that say something, or none after a message.
std::optional<Trials> usable_trials(const UpdateOptions& options, const study::Posterior& posterior) {
  std::optional<Trials> trials = load_trials(options.folder);
  const std::optional<Trials> shipped = trials ? load_trials(shipped_trials()) : std::nullopt;
  if (!shipped) return std::nullopt;
  if (const std::string reason = why_refused(*trials, posterior, *shipped); !reason.empty()) {
    print_error(reason);
    return std::nullopt;
  }
  std::erase_if(*trials, [](const scenario::Scenario& trial) { return !is_used(trial); });
  if (!trials->empty()) return trials;
  print_error(
      fmt::format("no trial in {} has a value to learn from: none is scored, or all are 'split: context'",
                  options.folder));
  return std::nullopt;
}

std::vector<study::TrialPredictions> predict_with_all_draws(const Trials& trials,
                                                            const study::Posterior& posterior,
                                                            const UpdateOptions& options) {
  constexpr std::uint64_t kParts = 1000;
  Progress progress({"update", kParts});
  study::Effort effort;
  effort.threads = usable_threads(options.threads);
  std::vector<study::TrialToPredict> tasks;
  for (const scenario::Scenario& trial : trials) tasks.push_back({&trial, &posterior, options.patients});
  return study::predict_all(tasks, effort, [&](double share) {
    progress.update(static_cast<std::uint64_t>(share * static_cast<double>(kParts)));
  });
}

std::vector<std::string> studies_of(const Trials& trials) {
  std::vector<std::string> studies;
  for (const scenario::Scenario& trial : trials)
    if (std::find(studies.begin(), studies.end(), trial.published->study) == studies.end())
      studies.push_back(trial.published->study);
  return studies;
}

// Neither file of the new part may replace one that is read, nor, without --force, any other.
void require_free_output(const UpdateOptions& options, const std::string& read) {
  for (const std::string& file : {options.output, study::draws_beside(options.output)}) {
    output::require_another_file(file, read);
    output::require_another_file(file, study::draws_beside(read));
    run::check_result_path(file, options.force, false);
  }
}

// Every YAML file of the folder is read as a scenario: the part would be in the way next time.
bool is_among_trials(const UpdateOptions& options) {
  std::error_code error;
  const std::filesystem::path beside = std::filesystem::absolute(options.output).parent_path();
  return std::filesystem::equivalent(beside, options.folder, error);
}

int update(const UpdateOptions& options) {
  if (is_among_trials(options)) {
    print_error(fmt::format("{} lies among the trials and would be read as one; write the part elsewhere",
                            options.output));
    return kInvalidInput;
  }
  const std::optional<NamedPosterior> before = load_named_posterior(options.posterior);
  if (!before) return kInvalidInput;
  require_free_output(options, before->path);
  if (before->posterior.size() < 2) {
    print_error("there are no draws to weigh; --posterior names a part with draws");
    return kInvalidInput;
  }
  const std::optional<Trials> trials = usable_trials(options, before->posterior);
  if (!trials) return kInvalidInput;

  const auto predictions = predict_with_all_draws(*trials, before->posterior, options);
  const study::DrawWeights weights = study::weigh_draws(*trials, predictions);
  if (weights.effective_sample_size == 0.0) {
    print_error(
        "no draw gives a value for every endpoint; 'tachy validate' names those that cannot be computed");
    return kIncomplete;
  }
  if (weights.effective_sample_size < study::kFewestEffective) {
    print_error(fmt::format(
        "{:.0f} of {} draws are effective, fewer than {:.0f}: so few cannot stand for what the clinic saw. "
        "See how "
        "far it is from what is predicted: tachy validate {}",
        weights.effective_sample_size, before->posterior.size(), study::kFewestEffective, options.folder));
    return kDoesNotHold;
  }
  const study::Posterior after = study::resampled(before->posterior, weights);
  study::write_posterior_part(options.output,
                              study::updated_part(after, studies_of(*trials), before->in_words));
  if (!quiet())
    fmt::print("{}\nwritten: {} and {}\n",
               study::update_text(*trials, predictions, weights, before->posterior, after),
               printable_line(options.output), printable_line(study::draws_beside(options.output)));
  return kDone;
}

}  // namespace

void add_update(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("update", "Weight the fitted draws by what a clinic saw");
  const auto options = std::make_shared<UpdateOptions>();
  command
      ->add_option(
          "--trials", options->folder,
          "folder of trial scenarios with a 'published:' block, as for 'tachy validate'; of the shipped "
          "ones, those to be predicted are refused")
      ->required();
  command
      ->add_option("-o,--output", options->output,
                   "the part to write, FILE.yaml; draws go to FILE.csv beside it")
      ->required()
      ->check([](const std::string& file) {
        return file.ends_with(".yaml") ? std::string() : fmt::format("'{}' does not end in .yaml", file);
      });
  command->add_option("--posterior", options->posterior,
                      "the part or CSV file whose draws are weighted; without it the shipped one");
  command
      ->add_option(
          "--patients", options->patients,
          "patients simulated for each draw and each of the four points of a prediction; without it 1,000")
      ->check(CLI::Range(100, 1000000));
  command->add_option("-j,--threads", options->threads, "number of threads; the result does not depend on it")
      ->check(CLI::Range(1, run::kMostThreads));
  command->add_flag("--force", options->force, "replace existing files");
  command->footer(
      "Each draw is weighted by the likelihood of what the clinic saw, and all are drawn anew by their "
      "weights.\n"
      "Refused when fewer than 50 draws are effective then: exit code 6. Exit code 4: an endpoint cannot be\n"
      "computed; 3: a bad folder or file; 5: the part exists.\n"
      "Examples:\n"
      "  tachy update --trials my-clinic -o our-posterior.yaml\n"
      "  tachy run my-regimen.yaml --set parameters.use=our-posterior.yaml\n"
      "How to write a folder of your own: scenarios/trials/README.md.");
  command->callback([&exit_code, options] { exit_code = update(*options); });
}

}  // namespace tachy::cli
