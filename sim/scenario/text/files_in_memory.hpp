// Texts by their paths, in place of files: for a page in a browser, and for tests.
#pragma once

#include <map>
#include <string>

#include "scenario/text/files.hpp"

namespace tachy::scenario {

class FilesInMemory final : public Files {
 public:
  // A text that is there already is replaced. "./a//b" and "a/b" are one path.
  void put(const std::string& path, std::string bytes);

  FileKind kind(const std::string& path) const override;
  FileBytes read(const std::string& path, std::size_t most_bytes) const override;
  std::vector<std::string> names_below(const std::string& folder) const override;
  bool is_inside(const std::string& path, const std::string& folder) const override;

 private:
  std::map<std::string, std::string> bytes_;  // by normal path
};

}  // namespace tachy::scenario
