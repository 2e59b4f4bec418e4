// The pages that come with the program.
#pragma once

#include <filesystem>
#include <string>

namespace tachy::cli {

// "explorer/tachy-explorer.html": in the source tree, or where it was installed. Throws OutputError.
std::filesystem::path shipped_page(const std::string& name);

}  // namespace tachy::cli
