#include "output/file/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <string>
#include <system_error>

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
    case ESTALE:
      return "another process has removed the temporary file; try again";
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

// A device, a pipe, or a file reached through one of the names of an open file, such as /dev/stdout.
bool is_written_in_place(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status) || fs::is_directory(status)) return false;
  if (!fs::is_regular_file(status)) return true;
  const std::string name = fs::absolute(path).lexically_normal().string();
  const bool in_memory = name.starts_with("/dev/shm/");  // an ordinary folder
  return (name.starts_with("/dev/") && !in_memory) || name.starts_with("/proc/");
}

const fs::path& replaceable(const fs::path& path) {
  if (is_written_in_place(path))
    throw OutputError(
        fmt::format("cannot write '{}': it is no regular file; choose another name", path.string()));
  return path;
}

[[noreturn]] void throw_failure_of(const fs::path& path, std::uint64_t bytes) {
  const int error = errno;
  if (error == EEXIST)
    throw ResultExists(
        fmt::format("{} exists by now; --force replaces it, -o names another file", path.string()));
  throw OutputError(fmt::format("cannot write '{}': {}; {}", path.string(),
                                std::generic_category().message(error),
                                advice_for(error, folder_of(path), bytes)));
}

// Some file systems cannot sync a directory; the file itself is safe by then.
void sync_directory(const fs::path& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void write_in_place(const fs::path& path, std::span<const std::byte> content) {
  const std::uint64_t bytes = content.size();
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) throw_failure_of(path, bytes);
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int error = errno;
      ::close(descriptor);
      errno = error;
      throw_failure_of(path, bytes);
    }
    content = content.subspan(static_cast<std::size_t>(written));
  }
  if (::close(descriptor) != 0) throw_failure_of(path, bytes);
}

}  // namespace

AtomicFile::AtomicFile(const fs::path& path, Existing existing)
    : final_(followed(replaceable(path))), existing_(existing), file_(final_) {
  if (file_.descriptor() < 0) fail();
}

void AtomicFile::write_at(std::uint64_t place, std::span<const std::byte> content) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  needed_ = std::max(needed_, place + content.size());
  while (!content.empty()) {
    const ssize_t written = ::pwrite(file_.descriptor(), content.data(), std::min(content.size(), kMost),
                                     static_cast<off_t>(place));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    place += static_cast<std::uint64_t>(written);
    content = content.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::read_at(std::uint64_t place, std::span<std::byte> content) const {
  while (!content.empty()) {
    const ssize_t read =
        ::pread(file_.descriptor(), content.data(), content.size(), static_cast<off_t>(place));
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
  if (::ftruncate(file_.descriptor(), static_cast<off_t>(bytes)) != 0) fail();
}

std::uint64_t AtomicFile::size() const {
  struct stat status {};
  if (::fstat(file_.descriptor(), &status) != 0) fail();
  return static_cast<std::uint64_t>(status.st_size);
}

void AtomicFile::sync() const {
  if (::fsync(file_.descriptor()) != 0) fail();
}

void AtomicFile::put_under_final_name() {
  sync();
  if (!file_.put_under_final_name(existing_)) fail();
  sync_directory(folder_of(final_));
}

void AtomicFile::fail() const { throw_failure_of(final_, needed_); }

void write_whole_file(const fs::path& path, std::span<const std::byte> content, Existing existing) {
  if (is_written_in_place(path)) return write_in_place(path, content);
  AtomicFile file(path, existing);
  file.write_at(0, content);
  file.put_under_final_name();
}

void write_whole_files(const std::vector<WholeFile>& files) {
  std::deque<AtomicFile> waiting;
  for (const WholeFile& file : files) {
    AtomicFile& next = waiting.emplace_back(file.path);
    next.write_at(0, std::as_bytes(std::span(file.content)));
    next.sync();
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    try {
      waiting[i].put_under_final_name();
    } catch (const OutputError&) {  // rather none than those of two results side by side
      std::error_code error;
      for (std::size_t done = 0; done < i; ++done) fs::remove(files[done].path, error);
      throw;
    }
  }
}

void require_another_file(const fs::path& output, const fs::path& input) {
  std::error_code error;
  if (fs::is_regular_file(output, error) && fs::equivalent(output, input, error))
    throw OutputError(
        fmt::format("'{}' is read from and would be replaced; choose another name", output.string()));
}

}  // namespace tachy::output
