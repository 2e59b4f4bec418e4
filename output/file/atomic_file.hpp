// Puts a whole file under its name, or nothing: a reader sees the old file, none, or all of the new one.
//
// Made in the same directory where no other process can touch it (temporary_file.hpp), synced, and given its
// name in one step; then the directory is synced. A failure leaves nothing and throws OutputError saying what
// to do. SIGXFSZ must be ignored for a file-size limit to arrive here as an error.
//
// A symbolic link is followed, so that the file it names is replaced, or made. What is not a regular file (a
// device, a pipe) is never replaced: whole files are written into it, others refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "output/file/temporary_file.hpp"

namespace tachy::output {

// A file in the making; gone with it unless put under its final name.
class AtomicFile {
 public:
  // Existing::refused: throws ResultExists at the end if there is a file by then.
  explicit AtomicFile(const std::filesystem::path& path, Existing existing = Existing::replaced);

  void write_at(std::uint64_t place, std::span<const std::byte> content);
  void read_at(std::uint64_t place, std::span<std::byte> content) const;  // what was never written is 0
  void set_size(std::uint64_t bytes);
  std::uint64_t size() const;
  void sync() const;  // what is written is on the disk
  void put_under_final_name();

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path final_;
  Existing existing_;
  TemporaryFile file_;
  std::uint64_t needed_ = 0;  // bytes known to be needed so far
};

void write_whole_file(const std::filesystem::path& path, std::span<const std::byte> content,
                      Existing existing = Existing::replaced);

struct WholeFile {
  std::filesystem::path path;
  std::string_view content;
};
// All of them or, if one cannot be written, none: each is on the disk before the first gets its name.
void write_whole_files(const std::vector<WholeFile>& files);

// Throws OutputError when a file written to `output` would replace what is read from `input`.
void require_another_file(const std::filesystem::path& output, const std::filesystem::path& input);

}  // namespace tachy::output
