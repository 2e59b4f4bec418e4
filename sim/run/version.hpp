// The version of this program.
#pragma once

#include <string>

namespace tachy::run {

std::string tool_version();  // "0.1.0"
std::string git_revision();  // of the source it was built from; "unknown" outside a repository
std::string compiler();      // that built it, with its version
std::string yaml_cpp_version();

}  // namespace tachy::run
