#include "output/file/temporary_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace tachy::output {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDigits = 16;
constexpr std::string_view kEnd = ".tmp";

std::string start_of_names(const fs::path& final_path) {
  return fmt::format(".{}.", final_path.filename().string());
}

fs::path random_name(const fs::path& final_path) {
  std::random_device random;
  return folder_of(final_path) /
         fmt::format("{}{:08x}{:08x}{}", start_of_names(final_path), random(), random(), kEnd);
}

bool is_temporary_name(std::string_view name, std::string_view start) {
  return name.size() == start.size() + kDigits + kEnd.size() && name.starts_with(start) &&
         name.ends_with(kEnd) &&
         name.substr(start.size(), kDigits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Whether the open file is (still) the one of this name.
bool bears_name(int descriptor, const fs::path& name) {
  struct stat opened {
  }, named{};
  return ::fstat(descriptor, &opened) == 0 && ::lstat(name.c_str(), &named) == 0 && same_file(opened, named);
}

std::string path_of_descriptor(int descriptor) { return fmt::format("/proc/self/fd/{}", descriptor); }

// Renames, but not over another file.
bool rename_to_free_name(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) {
    ::unlink(from.c_str());
    return true;
  }
  if (errno == EEXIST) return false;
  // A file system without hard links.
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  if (::access(to.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return false;
  }
  return ::rename(from.c_str(), to.c_str()) == 0;
}

}  // namespace

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

fs::path followed(fs::path path) {
  constexpr int kMostLinks = 40;  // as Linux has it
  std::error_code error;
  for (int link = 0; link < kMostLinks && fs::is_symlink(fs::symlink_status(path, error)); ++link) {
    const fs::path target = fs::read_symlink(path, error);
    if (error) break;
    path = target.is_absolute() ? target : folder_of(path) / target;
  }
  return path;
}

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void remove_leftovers(const fs::path& final_path) {
  const std::string start = start_of_names(final_path);
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(final_path), error), end; !error && entry != end;
       entry.increment(error)) {
    if (!is_temporary_name(entry->path().filename().string(), start)) continue;
    const int file = ::open(entry->path().c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) continue;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0 && bears_name(file, entry->path()))
      ::unlink(entry->path().c_str());
    ::close(file);
  }
}

TemporaryFile::TemporaryFile(const fs::path& final_path) : final_(final_path) {
  remove_leftovers(final_);
  if (!create_nameless()) create_named();
}

TemporaryFile::~TemporaryFile() {
  if (!name_.empty() && name_is_ours()) ::unlink(name_.c_str());
  if (descriptor_ >= 0) ::close(descriptor_);  // synced by then, or unwanted
}

bool TemporaryFile::create_nameless() {
  descriptor_ = ::open(folder_of(final_).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (descriptor_ < 0) return false;
  if (::access(path_of_descriptor(descriptor_).c_str(), F_OK) == 0) return true;
  ::close(descriptor_);  // without /proc it could not be given a name
  descriptor_ = -1;
  return false;
}

// Whoever removes leftovers may hold the lock of the new file for a moment: then another name is taken.
bool TemporaryFile::create_named() {
  for (int attempt = 0; attempt < 100; ++attempt) {
    name_ = random_name(final_);
    descriptor_ = ::open(name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) break;
    if (descriptor_ < 0) continue;
    on_list_ = Unfinished(name_);
    const bool locked = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    if (locked && name_is_ours()) return true;
    ::close(descriptor_);
    descriptor_ = -1;
  }
  forget_name();
  return false;
}

bool TemporaryFile::name_is_ours() const { return bears_name(descriptor_, name_); }

void TemporaryFile::forget_name() {
  name_.clear();
  on_list_ = Unfinished();
}

bool TemporaryFile::give_name(const fs::path& name) const {
  return ::linkat(AT_FDCWD, path_of_descriptor(descriptor_).c_str(), AT_FDCWD, name.c_str(),
                  AT_SYMLINK_FOLLOW) == 0;
}

bool TemporaryFile::put_under_final_name(Existing existing) {
  if (name_.empty()) {
    if (give_name(final_)) return true;
    if (errno != EEXIST || existing == Existing::refused) return false;
    const fs::path name = random_name(final_);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return false;
    on_list_ = Unfinished(name);
    if (!give_name(name)) return false;
    name_ = name;
  }
  if (!name_is_ours()) {
    errno = ESTALE;
    return false;
  }
  const bool done = existing == Existing::refused ? rename_to_free_name(name_, final_)
                                                  : ::rename(name_.c_str(), final_.c_str()) == 0;
  if (done) forget_name();
  return done;
}

}  // namespace tachy::output
