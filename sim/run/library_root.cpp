#include "run/library_root.hpp"

#include <filesystem>

#include "run/build_facts.hpp"

namespace tachy::run {

namespace fs = std::filesystem;

namespace {

// Shown in messages, so as short as it can be.
std::string shortest(const fs::path& folder) {
  std::error_code error;
  const fs::path relative = fs::proximate(folder, error);
  return !error && relative.native().size() < folder.native().size() ? relative.string() : folder.string();
}

}  // namespace

std::string library_root_for(const std::string& scenario_path) {
  std::error_code error;
  fs::path folder = fs::absolute(scenario_path, error).parent_path();
  for (; !folder.empty(); folder = folder.parent_path()) {
    if (fs::is_directory(folder / "library", error)) return shortest(folder);
    if (fs::is_directory(folder / "scenarios" / "library", error)) return shortest(folder / "scenarios");
    if (folder == folder.root_path()) break;
  }
  return shipped_scenarios();
}

std::string shipped_scenarios() {
  std::error_code error;
  const bool in_source_tree = fs::is_directory(fs::path(kSourceScenarios) / "library", error);
  return in_source_tree ? kSourceScenarios : kInstalledScenarios;
}

}  // namespace tachy::run
