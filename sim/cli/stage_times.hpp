// How long each stage took, told with -v.
#pragma once

#include <chrono>
#include <string_view>

#include <fmt/format.h>

#include "cli/terminal.hpp"

namespace tachy::cli {

class StageTimes {
 public:
  void stage(std::string_view name) {  // ends now; the next begins
    const auto now = std::chrono::steady_clock::now();
    print_detail(fmt::format("{}: {:.3f} s", name, std::chrono::duration<double>(now - last_).count()));
    last_ = now;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace tachy::cli
