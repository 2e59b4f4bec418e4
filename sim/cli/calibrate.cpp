// tachy calibrate PLAN: fits the uncertain parameters to the calibrate trials, and compares structures.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/printable.hpp"
#include "base/error.hpp"
#include "cli/calibration_run.hpp"
#include "run/checkpoint.hpp"
#include "run/run_metadata.hpp"
#include "cli/commands.hpp"
#include "run/library_root.hpp"
#include "run/result_path.hpp"
#include "cli/terminal.hpp"
#include "cli/usable_threads.hpp"
#include "output/file/atomic_file.hpp"
#include "output/file/output_lock.hpp"
#include "study/calibrate/fitted_part.hpp"
#include "study/calibrate/structures.hpp"

namespace tachy::cli {

namespace fs = std::filesystem;

namespace {

struct CalibrateOptions {
  std::string plan, output, structure;
  int threads = 0;
  bool leave_one_out = false, structures = false, force = false;
};

constexpr const char* kAsPlanned = "as_planned";

bool show_faults(const std::vector<InputFault>& faults) {
  for (const InputFault& fault : faults) print_fault(fault);
  if (faults.empty()) return false;
  print_error(fmt::format("{} fault{}; nothing was done", faults.size(), faults.size() == 1 ? "" : "s"));
  return true;
}

// One plan with all that its fits share.
class Calibration {
 public:
  Calibration(const CalibrateOptions& options, study::CalibrationPlan plan,
              std::vector<scenario::Scenario> trials)
      : options_(options),
        plan_(std::move(plan)),
        trials_(std::move(trials)),
        out_(options.output.empty() ? run::default_result_path(options.plan) : fs::path(options.output)) {
    if (!options.structure.empty() && options.output.empty()) out_ = path_of(options.structure);
  }

  int fit() const {
    run::check_result_path(out_, options_.force, options_.output.empty());
    require_free_posterior();
    const output::OutputLock lock(out_);
    tell_missing_lock(lock);
    const study::Likelihood likelihood(study::targets_of(trials_, plan_), plan_);
    int exit_code = kDone;
    const run::StopSignals signals;
    const auto file =
        run_calibration(run_of(plan_, likelihood, options_.structure, out_), signals, exit_code);
    if (!file) return exit_code;
    finish(*file, likelihood);
    return kDone;
  }

  int leave_one_out() const {
    const study::CalibrationFile file = study::read_calibration(out_);
    if (!file.state.finished()) throw OutputError(fmt::format("{} is not finished", out_.string()));
    fmt::print("{}", study::left_out_text(file.studies, study::leave_one_out(file.state.log_likelihoods)));
    return kDone;
  }

  int compare_structures() const {
    std::vector<study::Structure> structures{{kAsPlanned, {}}};
    structures.insert(structures.end(), plan_.structures.begin(), plan_.structures.end());
    std::vector<study::StructureScore> scores;
    for (const study::Structure& structure : structures) {
      int exit_code = kDone;
      const auto file = fit_structure(structure, exit_code);
      if (!file) return exit_code;
      scores.push_back({structure.id, study::leave_one_out(file->state.log_likelihoods)});
    }
    fmt::print("{}", study::structures_text(std::move(scores)));
    return kDone;
  }

 private:
  // calibration.h5 -> calibration.one_pool.h5
  fs::path path_of(const std::string& structure) const {
    return fs::path(out_).replace_extension(structure + ".h5");
  }

  CalibrationRun run_of(const study::CalibrationPlan& plan, const study::Likelihood& likelihood,
                        const std::string& structure, const fs::path& out) const {
    return {plan, likelihood, structure, out, usable_threads(options_.threads), options_.force};
  }

  // A finished one of the same plan is not made again.
  std::optional<study::CalibrationFile> fit_structure(const study::Structure& structure,
                                                      int& exit_code) const {
    const study::CalibrationPlan plan = study::with_structure(plan_, structure);
    const fs::path out = path_of(structure.id);
    const study::Likelihood likelihood(study::targets_of(trials_, plan), plan);
    const CalibrationRun run = run_of(plan, likelihood, structure.id, out);
    if (fs::exists(out) && !options_.force) {
      print_notice(fmt::format("{}: taken from {}", structure.id, out.string()));
      return calibration_of_run(out, run);
    }
    run::check_result_path(out, options_.force, options_.output.empty());
    const output::OutputLock lock(out);
    tell_missing_lock(lock);
    print_notice(fmt::format("fitting {}", structure.id));
    const run::StopSignals signals;
    auto file = run_calibration(run, signals, exit_code);
    if (!file) return file;
    study::write_calibration(out, *file, nullptr);
    remove_part(out);
    return file;
  }

  void finish(const study::CalibrationFile& file, const study::Likelihood& likelihood) const {
    std::optional<study::WeightedPrior> weighted_prior;
    if (plan_.zero_cases)
      weighted_prior = study::weigh_by_zero_cases(*plan_.zero_cases, plan_.seed, file.state.places.rows());
    const study::Findings findings =
        study::findings_of(plan_, file, likelihood, weighted_prior, usable_threads(options_.threads));
    study::PosteriorTable table = study::posterior_table(plan_, file, weighted_prior);
    table.report = study::report_of(findings);
    study::write_posterior_part(plan_.posterior, study::fitted_part(plan_, table, findings));
    study::write_calibration(out_, file, &table);
    remove_part(out_);
    if (!quiet())
      fmt::print("{}\nwritten: {}, {} and {}\n", table.report, printable_line(out_.string()),
                 printable_line(plan_.posterior), printable_line(study::draws_beside(plan_.posterior)));
  }

  // Others may rest on the one that is there.
  void require_free_posterior() const {
    for (const fs::path& file : {fs::path(plan_.posterior), fs::path(study::draws_beside(plan_.posterior))}) {
      std::error_code error;
      if (fs::exists(file, error) && !options_.force)
        throw ResultExists(fmt::format(
            "the posterior {} exists; --force replaces it, or the plan names another", file.string()));
    }
  }

  void tell_missing_lock(const output::OutputLock& lock) const {
    if (!lock.missing_because().empty())
      print_warning(fmt::format("no lock ({}): see to it that no other run writes the same file",
                                lock.missing_because()));
  }

  static void remove_part(const fs::path& out) {
    std::error_code error;
    fs::remove(run::part_path(out), error);
  }

  const CalibrateOptions& options_;
  study::CalibrationPlan plan_;
  std::vector<scenario::Scenario> trials_;
  fs::path out_;
};

const study::Structure* structure_called(const study::CalibrationPlan& plan, const std::string& id) {
  const auto found = std::find_if(plan.structures.begin(), plan.structures.end(),
                                  [&](const study::Structure& s) { return s.id == id; });
  if (found != plan.structures.end()) return &*found;
  std::vector<std::string> ids;
  for (const study::Structure& structure : plan.structures) ids.push_back(structure.id);
  print_error(fmt::format("--structure {}: the plan has {}", printable_line(id),
                          ids.empty() ? "no structures" : fmt::format("{}", fmt::join(ids, ", "))));
  return nullptr;
}

int calibrate(const CalibrateOptions& options) {
  output::require_another_file(options.output, options.plan);
  study::LoadedPlan loaded = study::load_plan(options.plan);
  if (show_faults(loaded.faults)) return kInvalidInput;
  if (!options.structure.empty()) {
    const study::Structure* structure = structure_called(loaded.plan, options.structure);
    if (!structure) return kInvalidInput;
    loaded.plan = study::with_structure(loaded.plan, study::Structure(*structure));
  }
  study::PlanTrials trials = study::trials_of(loaded.plan, run::library_root_for(options.plan));
  if (show_faults(trials.faults)) return kInvalidInput;
  const Calibration calibration(options, std::move(loaded.plan), std::move(trials.trials));
  if (options.leave_one_out) return calibration.leave_one_out();
  return options.structures ? calibration.compare_structures() : calibration.fit();
}

}  // namespace

void add_calibrate(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("calibrate", "Fit the uncertain parameters to the trials that may be fitted to");
  const auto options = std::make_shared<CalibrateOptions>();
  command->add_option("PLAN", options->plan, "what to fit, a YAML file")->required();
  command->add_option("-o,--output", options->output, "file of the draws; without it results/<plan>.h5");
  command
      ->add_option(
          "-j,--threads", options->threads,
          "number of threads; without it SLURM_CPUS_PER_TASK, else all. The result does not depend on it")
      ->check(CLI::Range(1, run::kMostThreads));
  CLI::Option* structures = command->add_flag(
      "--structures", options->structures,
      "fit each of the plan's structures and compare them by the studies they were not fitted to");
  command
      ->add_option("--structure", options->structure,
                   "fit one of the plan's structures in place of the plan's own; its posterior stands beside "
                   "the plan's, by the name of the structure")
      ->excludes(structures);
  command
      ->add_flag("--leave-one-out", options->leave_one_out,
                 "of a finished fit: how well each study is predicted from all others")
      ->excludes(structures);
  command->add_flag("--force", options->force,
                    "replace existing files, the posterior among them, and start over");
  command->footer(
      "The posterior becomes a library part that any scenario can use:\n"
      "  parameters: {use: library/posteriors/calibrated.yaml, draw: 17}    # without draw: the medians\n"
      "Examples:\n"
      "  tachy calibrate scenarios/calibration.yaml\n"
      "  tachy calibrate scenarios/calibration.yaml --leave-one-out\n"
      "  tachy calibrate scenarios/calibration.yaml --structures\n"
      "  tachy calibrate scenarios/calibration.yaml --structure one_pool\n"
      "When stopped, the same command goes on.");
  command->callback([&exit_code, options] { exit_code = calibrate(*options); });
}

}  // namespace tachy::cli
