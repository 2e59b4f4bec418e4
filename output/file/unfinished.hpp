// Names of files that are not finished and must not outlive the program: temporary files, locks.
//
// Their owners remove them. When the program must end at once, from a signal handler or without memory,
// remove_unfinished() does it instead; it allocates nothing and may be called from anywhere.
#pragma once

#include <filesystem>

namespace tachy::output {

// Its name is on the list as long as this lives. Too long a name, or one too many, is not: then a kill leaves
// it.
class Unfinished {
 public:
  Unfinished() = default;
  explicit Unfinished(const std::filesystem::path& path);
  Unfinished(Unfinished&& other) noexcept;
  Unfinished& operator=(Unfinished&& other) noexcept;
  ~Unfinished();

 private:
  int slot_ = -1;
};

void remove_unfinished() noexcept;

}  // namespace tachy::output
