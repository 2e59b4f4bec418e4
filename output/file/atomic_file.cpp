#include "output/file/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace tachy::output {

namespace fs = std::filesystem;

namespace {

std::string advice_for(int error, const fs::path& directory, std::uint64_t bytes) {
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
      return fmt::format("the file needs {:.1f} MB or more; free some space, or choose another place",
                         static_cast<double>(bytes) / 1e6);
    default:
      return "nothing was left under this name; try again, or choose another place";
  }
}

}  // namespace

AtomicFile::AtomicFile(const fs::path& path) : final_(path) {
  directory_ = path.has_parent_path() ? path.parent_path() : fs::path(".");
  temporary_ = directory_ / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
  ::unlink(temporary_.c_str());  // left by a killed process of the same number
  descriptor_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail();
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!renamed_) ::unlink(temporary_.c_str());
}

void AtomicFile::write_at(std::uint64_t place, std::span<const std::byte> content) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  needed_ = std::max(needed_, place + content.size());
  while (!content.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, content.data(), std::min(content.size(), kMost), static_cast<off_t>(place));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    place += static_cast<std::uint64_t>(written);
    content = content.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::read_at(std::uint64_t place, std::span<std::byte> content) const {
  while (!content.empty()) {
    const ssize_t read = ::pread(descriptor_, content.data(), content.size(), static_cast<off_t>(place));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) fail();
    if (read == 0) break;
    place += static_cast<std::uint64_t>(read);
    content = content.subspan(static_cast<std::size_t>(read));
  }
  std::fill(content.begin(), content.end(), std::byte{0});
}

void AtomicFile::set_size(std::uint64_t bytes) {
  needed_ = std::max(needed_, bytes);
  if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) fail();
}

void AtomicFile::put_under_final_name() {
  if (::fsync(descriptor_) != 0) fail();
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) fail();
  if (::rename(temporary_.c_str(), final_.c_str()) != 0) fail();
  renamed_ = true;
  sync_directory();
}

void AtomicFile::fail() const {
  const int error = errno;
  throw OutputError(fmt::format("cannot write '{}': {}; {}", final_.string(),
                                std::generic_category().message(error),
                                advice_for(error, directory_, needed_)));
}

// Some file systems cannot sync a directory; the file itself is safe by then.
void AtomicFile::sync_directory() const {
  const int descriptor = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void write_whole_file(const fs::path& path, std::span<const std::byte> content) {
  AtomicFile file(path);
  file.write_at(0, content);
  file.put_under_final_name();
}

}  // namespace tachy::output
