#include "cli/validation_input.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "run/library_root.hpp"
#include "cli/terminal.hpp"
#include "study/trial/load_trials.hpp"

namespace tachy::cli {

namespace fs = std::filesystem;

namespace {

fs::path shipped_posterior() {
  return fs::path(run::shipped_scenarios()) / "library" / "posteriors" / "calibrated.yaml";
}

}  // namespace

study::Posterior some_draws(const study::Posterior& posterior) {
  constexpr Eigen::Index kDraws = 100;
  const Eigen::Index all = posterior.draws.rows();
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < std::min(kDraws, all); ++i)
    kept.push_back(all <= kDraws ? i : i * all / kDraws);
  study::Posterior some = posterior;
  some.draws = posterior.draws(kept, Eigen::all);
  return some;
}

std::string shipped_trials() { return (fs::path(run::shipped_scenarios()) / "trials").string(); }

std::optional<Trials> load_trials(const std::string& folder) {
  if (!fs::is_directory(folder)) {
    print_error(
        fmt::format("'{}' is not a folder; give one with trial scenarios in it, or none for the shipped "
                    "ones in {}",
                    folder, shipped_trials()));
    return std::nullopt;
  }
  study::Studies studies =
      study::load_studies(folder, run::library_root_for((fs::path(folder) / "trial").string()));
  for (const InputFault& fault : studies.faults) print_fault(fault);
  if (!studies.faults.empty()) {
    const std::size_t n = studies.faults.size();
    print_error(fmt::format("{} fault{} in {}; nothing was done", n, n == 1 ? "" : "s", folder));
    return std::nullopt;
  }
  if (studies.trials.empty()) {
    print_error(fmt::format("no scenario in {} has a 'published:' block; {}/README.md shows how to write one",
                            folder, shipped_trials()));
    return std::nullopt;
  }
  return std::move(studies.trials);
}

std::optional<NamedPosterior> load_named_posterior(const std::string& path) {
  const fs::path file = path.empty() ? shipped_posterior() : fs::path(path);
  if (path.empty() && !fs::is_regular_file(file))
    return NamedPosterior{study::defaults_only(), "the defaults of the parameter table", ""};
  if (!fs::is_regular_file(file)) {
    print_error(fmt::format("there is no file '{}'; 'tachy calibrate' writes such a sample", path));
    return std::nullopt;
  }
  study::LoadedPosterior loaded = study::load_posterior(file.string());
  for (const InputFault& fault : loaded.faults) print_fault(fault);
  if (!loaded.faults.empty()) return std::nullopt;
  return NamedPosterior{std::move(loaded.posterior), fmt::format("draws of {}", file.filename().string()),
                        file.string()};
}

}  // namespace tachy::cli
