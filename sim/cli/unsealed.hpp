// A notice for outcome files of versions that wrote no checksum.
#pragma once

#include <string>

namespace tachy::cli {

void tell_unsealed(const std::string& outcome);

}  // namespace tachy::cli
