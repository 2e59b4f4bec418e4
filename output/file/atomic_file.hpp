// Puts a whole file under its name, or nothing: a reader sees the old file, none, or all of the new one.
//
// Temporary name in the same directory, write, fsync, close, rename, fsync of the directory. A failure
// removes the temporary file and throws OutputError saying what to do; a kill leaves at most the temporary
// file, `.NAME.PID.tmp`, never a part under the final name. SIGXFSZ must be ignored for a file-size limit
// to arrive here as an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace tachy::output {

// A file in the making, under its temporary name; gone with it unless put under the final one.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write_at(std::uint64_t place, std::span<const std::byte> content);
  void read_at(std::uint64_t place, std::span<std::byte> content) const;  // what was never written is 0
  void set_size(std::uint64_t bytes);
  void put_under_final_name();

 private:
  [[noreturn]] void fail() const;
  void sync_directory() const;

  std::filesystem::path final_, directory_, temporary_;
  std::uint64_t needed_ = 0;  // bytes known to be needed so far
  int descriptor_ = -1;
  bool renamed_ = false;
};

void write_whole_file(const std::filesystem::path& path, std::span<const std::byte> content);

}  // namespace tachy::output
