#include "output/file/output_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include "base/error.hpp"
#include "output/file/temporary_file.hpp"

namespace tachy::output {

namespace fs = std::filesystem;

OutputLock::OutputLock(const fs::path& result)
    : path_(folder_of(followed(result)) / fmt::format(".{}.lock", followed(result).filename().string())) {
  while (!open_and_lock(result)) {
  }
  if (missing_because_.empty()) on_list_ = Unfinished(path_);
}

// False when the file was removed by the process that had it, just before it was locked.
bool OutputLock::open_and_lock(const fs::path& result) {
  const auto without = [&] { missing_because_ = std::generic_category().message(errno); };
  constexpr int kHow = O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  descriptor_ = ::open(path_.c_str(), kHow | O_RDWR, 0666);
  if (descriptor_ < 0) {
    without();
    return true;
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    if (error != EWOULDBLOCK) without();
    const bool no_locks_here = error == ENOLCK || error == ENOSYS || error == EOPNOTSUPP;
    if (no_locks_here) ::unlink(path_.c_str());  // nobody's
    ::close(descriptor_);
    descriptor_ = -1;
    if (error == EWOULDBLOCK)
      throw ResultExists(fmt::format("another run is writing {}; wait for it, or name another file with -o",
                                     result.string()));
    return true;
  }
  struct stat opened {
  }, named{};
  const bool ours =
      ::fstat(descriptor_, &opened) == 0 && ::lstat(path_.c_str(), &named) == 0 && same_file(opened, named);
  if (ours) return true;
  ::close(descriptor_);
  descriptor_ = -1;
  return false;
}

OutputLock::~OutputLock() {
  if (descriptor_ < 0) return;
  ::unlink(path_.c_str());  // ours as long as it is locked
  ::close(descriptor_);
}

}  // namespace tachy::output
