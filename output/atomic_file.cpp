#include "output/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace tachy::output {

namespace {

namespace fs = std::filesystem;

std::string advice_for(int error, const fs::path& directory, std::size_t bytes) {
  switch (error) {
    case ENOENT:
      return fmt::format("create the directory first (mkdir -p '{}')", directory.string());
    case ENOTDIR:
      return fmt::format("'{}' is not a directory", directory.string());
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a place you may write to";
    case EISDIR:
      return "a directory has this name; choose another";
    case ENAMETOOLONG:
      return "choose a shorter name";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return fmt::format("the file needs {:.1f} MB; free some space, or choose another place",
                         static_cast<double>(bytes) / 1e6);
    default:
      return "nothing was left under this name; try again, or choose another place";
  }
}

// The temporary file; removed unless it was renamed.
class TemporaryFile {
 public:
  TemporaryFile(const fs::path& path, std::size_t bytes) : final_(path), bytes_(bytes) {
    directory_ = path.has_parent_path() ? path.parent_path() : fs::path(".");
    temporary_ = directory_ / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
    ::unlink(temporary_.c_str());  // left by a killed process of the same number
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail();
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!renamed_) ::unlink(temporary_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::span<const std::byte> content) {
    constexpr std::size_t kMost = std::size_t{1} << 20;
    while (!content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), std::min(content.size(), kMost));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      content = content.subspan(static_cast<std::size_t>(written));
    }
  }

  void put_under_final_name() {
    if (::fsync(descriptor_) != 0) fail();
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0) fail();
    if (::rename(temporary_.c_str(), final_.c_str()) != 0) fail();
    renamed_ = true;
    sync_directory();
  }

 private:
  [[noreturn]] void fail() const {
    const int error = errno;
    throw OutputError(fmt::format("cannot write '{}': {}; {}", final_.string(),
                                  std::generic_category().message(error),
                                  advice_for(error, directory_, bytes_)));
  }

  // Some file systems cannot sync a directory; the file itself is safe by then.
  void sync_directory() const {
    const int descriptor = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
  }

  fs::path final_, directory_, temporary_;
  std::size_t bytes_;
  int descriptor_ = -1;
  bool renamed_ = false;
};

}  // namespace

void write_whole_file(const fs::path& path, std::span<const std::byte> content) {
  TemporaryFile file(path, content.size());
  file.write(content);
  file.put_under_final_name();
}

}  // namespace tachy::output
