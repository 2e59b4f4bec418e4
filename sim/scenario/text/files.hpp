// Where scenarios and what they use are read from: files on disk (files_on_disk.hpp) or texts kept in memory
// (files_in_memory.hpp).
//
// A path is text with '/' between its names. What can be told from the text alone is in paths.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tachy::scenario {

enum class FileKind { none, file, folder, other };  // other: a device, a pipe

struct FileBytes {
  enum class State { read, too_large, unreadable };
  State state = State::read;
  std::string bytes;  // empty unless read
};

class Files {
 public:
  virtual ~Files() = default;

  virtual FileKind kind(const std::string& path) const = 0;
  virtual FileBytes read(const std::string& path, std::size_t most_bytes) const = 0;
  // The files in a folder and in all folders below it, by their paths from there, sorted.
  virtual std::vector<std::string> names_below(const std::string& folder) const = 0;
  // Whether `path` is in `folder`, or is `folder` itself, wherever links lead.
  virtual bool is_inside(const std::string& path, const std::string& folder) const = 0;
};

}  // namespace tachy::scenario
