#include "run/checkpoint.hpp"
#include "base/grouped.hpp"

#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "run/version.hpp"

namespace tachy::run {

namespace fs = std::filesystem;

namespace {

std::chrono::duration<double> checkpoint_interval() {
  const char* seconds = std::getenv("TACHY_CHECKPOINT_SECONDS");  // for tests
  return std::chrono::duration<double>(seconds ? std::atof(seconds) : 60.0);
}

std::string words_for_draws(const scenario::Scenario& scenario) {
  if (!scenario.uncertainty) return "nothing";
  const scenario::Uncertainty& u = *scenario.uncertainty;
  std::string words = fmt::format("{} draws from {} (SHA-256 {})", u.draws(), u.from, u.sha256);
  for (const scenario::Variant& variant : u.variants)
    words += fmt::format(", {} from {} (SHA-256 {})", variant.rows.size(), variant.from, variant.sha256);
  return words;
}

output::RunIdentity identity_of(const scenario::Scenario& scenario) {
  std::vector<std::string> arms;
  for (const scenario::ArmName& arm : scenario.arms) arms.push_back(arm.id);
  const regimen::Experiment& experiment = scenario.experiment;
  return {.tool_version = tool_version(),
          .git_revision = git_revision(),
          .seed = experiment.seed,
          .unit = {.replicate = experiment.replicate,
                   .patients = scenario.uncertainty ? scenario.uncertainty->patients : experiment.patients},
          .arms = fmt::format("{}", fmt::join(arms, ",")),
          .scenario_resolved = scenario.lived,
          .draws = words_for_draws(scenario)};
}

// The part file at `path`, if it is of this run.
output::Part part_of_run(const fs::path& path, const output::RunIdentity& wanted) {
  output::Part part = output::read_part(path);
  const std::string difference = output::first_difference(part.identity, wanted);
  if (difference.empty()) return part;
  const std::string what = part.drawn.empty()
                               ? fmt::format("{} of {} patients", grouped(part.finished.patients.count),
                                             grouped(part.identity.unit.patients))
                               : "draws";
  throw ResultExists(fmt::format("{} keeps {} of another run: {}", path.string(), what, difference));
}

}  // namespace

fs::path part_path(const fs::path& result) { return fs::path(result) += ".part"; }

std::optional<std::uint64_t> seed_of_part(const fs::path& result) {
  try {
    return output::read_part(part_path(result)).identity.seed;
  } catch (const OutputError&) {
    return std::nullopt;  // Checkpoint refuses it, if there is one
  }
}

Checkpoint::Checkpoint(const fs::path& result, const scenario::Scenario& scenario, bool force)
    : path_(part_path(result)),
      interval_(checkpoint_interval()),
      started_(Clock::now()),
      kept_(started_),
      replaces_any_(force) {
  part_.identity = identity_of(scenario);
  if (scenario.uncertainty) {
    const scenario::Uncertainty& u = *scenario.uncertainty;
    draws_ = std::make_shared<output::CollectedDraws>(scenario.experiment, u.draws(),
                                                      u.draws_with_variants() - u.draws());
  }
  std::error_code error;
  if (!fs::exists(path_, error)) return;
  constexpr const char* kAdvice =
      "{}; what made it can go on with it, --force starts over, -o names another file";
  try {
    part_ = part_of_run(path_, part_.identity);
    if (draws_ && !draws_->set_numbers(part_.drawn))
      throw OutputError(fmt::format("{} is damaged, or of another version of tachy", path_.string()));
  } catch (const ResultExists& e) {
    if (!force) throw ResultExists(fmt::format(kAdvice, e.what()));
  } catch (const OutputError& e) {
    if (!force) throw OutputError(fmt::format(kAdvice, e.what()));
  }
}

double Checkpoint::seconds() const {
  return part_.seconds + std::chrono::duration<double>(Clock::now() - started_).count();
}

void Checkpoint::keep_now_and_then(const engine::Finished& finished,
                                   const std::function<void(const std::string&)>& warn) {
  if (Clock::now() - kept_ < interval_) return;
  kept_ = Clock::now();
  try {
    keep(finished);
  } catch (const ResultExists&) {
    throw;
  } catch (const OutputError& e) {
    if (!failure_said_) warn(fmt::format("{}; the run goes on, but cannot be stopped and resumed", e.what()));
    failure_said_ = true;
  }
}

output::Part Checkpoint::part_with(const engine::Finished& finished) const {
  return {part_.identity, finished, seconds(), draws_ ? draws_->numbers() : std::vector<std::int64_t>()};
}

void Checkpoint::keep(const engine::Finished& finished) {
  require_own_part();
  output::write_part(path_, part_with(finished));
  replaces_any_ = false;
}

// Where files cannot be locked, another run may write the same result.
void Checkpoint::require_own_part() const {
  std::error_code error;
  if (!replaces_any_ && fs::exists(path_, error)) part_of_run(path_, part_.identity);
}

fs::path Checkpoint::keep_anywhere(const engine::Finished& finished) {
  try {
    keep(finished);
    return path_;
  } catch (const OutputError&) {
    std::error_code error;
    std::string folder = (fs::temp_directory_path(error) / "tachy-XXXXXX").string();
    if (error || !::mkdtemp(folder.data())) throw;  // a folder of its own: others may write beside it
    const fs::path elsewhere = fs::path(folder) / path_.filename();
    try {
      output::write_part(elsewhere, part_with(finished));
    } catch (const OutputError&) {
      fs::remove(folder, error);
      throw;
    }
    return elsewhere;
  }
}

void Checkpoint::remove() {
  std::error_code error;
  fs::remove(path_, error);
}

}  // namespace tachy::run
