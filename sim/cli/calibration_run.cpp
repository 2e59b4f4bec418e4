#include "cli/calibration_run.hpp"
#include "base/grouped.hpp"

#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "run/checkpoint.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "run/version.hpp"

namespace tachy::cli {

namespace fs = std::filesystem;

namespace {

study::CalibrationFile not_begun(const CalibrationRun& run) {
  study::CalibrationFile file;
  file.identity = {run::tool_version(), run::git_revision(), run.plan.text, run.structure,
                   study::fingerprint(run.likelihood)};
  for (const study::Uncertain& uncertain : run.plan.uncertain)
    file.parameters.emplace_back(uncertain.parameter->name);
  file.studies = run.likelihood.targets().studies;
  return file;
}

study::CalibrationFile start_of(const CalibrationRun& run) {
  const fs::path part = run::part_path(run.out);
  std::error_code error;
  if (!fs::exists(part, error)) return not_begun(run);
  try {
    study::CalibrationFile kept = calibration_of_run(part, run);
    print_notice(fmt::format("going on at temperature {:.4g}, after {} evaluations, kept in {}",
                             kept.state.stages.back().temperature, grouped(kept.state.evaluations),
                             part.string()));
    return kept;
  } catch (const OutputError& e) {
    if (run.force) return not_begun(run);
    throw OutputError(fmt::format("{}; --force starts over, -o names another file", e.what()));
  }
}

// One line of progress for each round: its stage and temperature, and the whole fit's share and time left.
class RoundProgress {
 public:
  RoundProgress(const CalibrationRun& run) : run_(run) {}
  void round_begins(const study::SamplerState& state) {
    const std::uint32_t particles = run_.plan.sampler.particles;
    before_ = state.evaluations;
    const std::string stage = state.begun()
                                  ? fmt::format("stage {}, temperature {:.3g}", state.stages.size() - 1,
                                                state.stages.back().temperature)
                                  : "prior";
    progress_ = std::make_unique<Progress>(Progress::Work{
        stage, before_ + particles + study::evaluations_left(state, run_.plan.sampler), before_});
  }
  void evaluated(std::uint32_t particles) { progress_->update(before_ + particles); }

 private:
  const CalibrationRun& run_;
  std::uint64_t before_ = 0;
  std::unique_ptr<Progress> progress_;
};

void tell_cost(const study::SamplerState& state, std::uint64_t before, double seconds, int threads) {
  const auto evaluations = static_cast<double>(state.evaluations - before);
  if (evaluations > 0.0)
    print_detail(fmt::format("{:.0f} evaluations in {:.1f} s: {:.3f} s each on one of {} threads",
                             evaluations, seconds, seconds * threads / evaluations, threads));
}

}  // namespace

study::CalibrationFile calibration_of_run(const fs::path& path, const CalibrationRun& run) {
  study::CalibrationFile kept = study::read_calibration(path);
  const std::string difference = study::first_difference(kept.identity, not_begun(run).identity);
  if (!difference.empty())
    throw OutputError(fmt::format("{} is of another fit: {}", path.string(), difference));
  return kept;
}

std::optional<study::CalibrationFile> run_calibration(const CalibrationRun& run,
                                                      const run::StopSignals& signals, int& exit_code) {
  study::CalibrationFile file = start_of(run);
  const std::uint64_t before = file.state.evaluations;
  const auto begin = std::chrono::steady_clock::now();
  study::FitEnd end;
  bool kept = file.state.begun(), failure_said = false;
  {
    RoundProgress progress(run);
    study::FitControl control;
    control.threads = run.threads;
    control.stop_asked = [&] { return signals.stop_asked(); };
    control.keep = [&](const study::CalibrationFile& now) {
      try {
        study::write_calibration(run::part_path(run.out), now, nullptr);
        kept = true;
      } catch (const OutputError& e) {
        if (!failure_said)
          print_warning(fmt::format("{}; the fit goes on, but what is new is not kept", e.what()));
        failure_said = true;
      }
    };
    control.round_begins = [&](const study::SamplerState& state) { progress.round_begins(state); };
    control.evaluated = [&](std::uint32_t particles) { progress.evaluated(particles); };
    end = study::fit(file, run.plan, run.likelihood, control);
  }
  tell_cost(file.state, before,
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), run.threads);
  if (end == study::FitEnd::finished) return file;
  if (end == study::FitEnd::nothing_possible) {
    print_error(
        "no draw from the priors can give every endpoint; 'tachy validate' on the trials' folder names those "
        "that cannot be computed");
    exit_code = kInvalidInput;
  } else if (kept) {
    print_error(fmt::format(
        "stopped after {} evaluations; those of whole rounds are kept in {}; the same command goes on",
        grouped(file.state.evaluations), run::part_path(run.out).string()));
    exit_code = kStopped;
  } else {
    print_error("stopped before a round could be kept; nothing is kept");
    exit_code = kStopped;
  }
  return std::nullopt;
}

}  // namespace tachy::cli
