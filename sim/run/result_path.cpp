#include "run/result_path.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"

namespace tachy::run {

namespace fs = std::filesystem;

fs::path default_result_path(const std::string& scenario_path) {
  return fs::path("results") / fs::path(scenario_path).filename().replace_extension(".h5");
}

namespace {

// Permissions alone do not tell whether a file can be written (read-only mounts, a full disk): so it is
// tried.
void try_to_write(const fs::path& folder) {
  std::string name = (folder / ".tachy-XXXXXX").string();
  const int file = mkstemp(name.data());
  if (file < 0) {
    throw OutputError(fmt::format("cannot write to the folder {}: {}; choose another with -o",
                                  folder.string(), std::strerror(errno)));
  }
  close(file);
  unlink(name.c_str());
}

}  // namespace

void check_result_path(const fs::path& path, bool force, bool create_folder) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    throw OutputError(fmt::format("{} is a folder; give the name of a file, e.g. -o {}", path.string(),
                                  (path / "result.h5").string()));
  }
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
    throw OutputError(
        fmt::format("{} is a device or a pipe; give the name of a file with -o", path.string()));
  }
  if (fs::exists(path, error) && !force) {
    throw ResultExists(fmt::format("{} exists; --force replaces it, -o names another file", path.string()));
  }
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (create_folder) fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) {
    throw OutputError(
        fmt::format("there is no folder {}; create it, or choose another with -o", folder.string()));
  }
  try_to_write(folder);
}

}  // namespace tachy::run
