// The files of this machine. The one place where the scenario layer touches them.
#pragma once

#include "scenario/text/files.hpp"

namespace tachy::scenario {

class FilesOnDisk final : public Files {
 public:
  FileKind kind(const std::string& path) const override;
  FileBytes read(const std::string& path, std::size_t most_bytes) const override;
  std::vector<std::string> names_below(const std::string& folder) const override;
  bool is_inside(const std::string& path, const std::string& folder) const override;
};

}  // namespace tachy::scenario
