#include "cli/unsealed.hpp"

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "output/file/seal.hpp"

namespace tachy::cli {

void tell_unsealed(const std::string& outcome) {
  if (!output::has_seal(outcome))
    print_notice(
        fmt::format("{} has no checksum, being of an earlier version: damage may go unnoticed", outcome));
}

}  // namespace tachy::cli
