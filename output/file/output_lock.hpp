// Says that this process is the one that writes a result: a lock on `.NAME.lock` beside it.
//
// Any process on the machine sees it, in whatever container; on a network file system those of other hosts
// too, if its server knows locks. It ends with the process, however that ends. A kill leaves the empty file,
// which the next run takes over.
#pragma once

#include <filesystem>
#include <string>

#include "output/file/unfinished.hpp"

namespace tachy::output {

class OutputLock {
 public:
  // Throws ResultExists when another process has the lock.
  explicit OutputLock(const std::filesystem::path& result);
  ~OutputLock();
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;

  // Why there is no lock, in words; "" when there is one.
  const std::string& missing_because() const { return missing_because_; }

 private:
  bool open_and_lock(const std::filesystem::path& result);

  std::filesystem::path path_;
  std::string missing_because_;
  Unfinished on_list_;
  int descriptor_ = -1;
};

}  // namespace tachy::output
