// Where a result goes, and whether it can be written there: checked before the run, so that no result is
// lost.
#pragma once

#include <filesystem>
#include <string>

namespace tachy::run {

// results/<name of the scenario>.h5
std::filesystem::path default_result_path(const std::string& scenario_path);

// Throws ResultExists when the file exists and `force` is not given, OutputError when its folder cannot be
// written to. Creates the folder when `create_folder` is set.
void check_result_path(const std::filesystem::path& path, bool force, bool create_folder);

}  // namespace tachy::run
