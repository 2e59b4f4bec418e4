// What --version prints.
#pragma once

#include <string>

namespace tachy::cli {

std::string version_text();  // with the versions of the libraries

}  // namespace tachy::cli
