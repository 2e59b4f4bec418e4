#include "output/file/seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "output/file/sha256.hpp"

namespace tachy::output {

namespace {

constexpr std::string_view kBefore = "\ntachy: SHA-256 of all before this line ";
constexpr std::size_t kSealBytes = kBefore.size() + 64 + 1;
constexpr std::size_t kPiece = std::size_t{1} << 20;  // bytes

// A file being read; whatever fails is an OutputError.
class Reading {
 public:
  explicit Reading(const std::filesystem::path& path)
      : name_(path.string()), file_(std::fopen(path.c_str(), "rbe"), &std::fclose) {
    if (!file_) fail();
    if (std::fseek(file_.get(), 0, SEEK_END) != 0) fail();
    const long end = std::ftell(file_.get());
    if (end < 0) fail();
    bytes_ = static_cast<std::size_t>(end);
  }
  std::size_t bytes() const { return bytes_; }
  void go_to(std::size_t place) const {
    if (std::fseek(file_.get(), static_cast<long>(place), SEEK_SET) != 0) fail();
  }
  std::string next(std::size_t count) const {
    std::string piece(count, '\0');
    if (std::fread(piece.data(), 1, count, file_.get()) != count) fail();
    return piece;
  }
  std::string seal() const {
    if (bytes_ < kSealBytes) return "";
    go_to(bytes_ - kSealBytes);
    const std::string line = next(kSealBytes);
    return line.starts_with(kBefore) && line.ends_with('\n') ? line : "";
  }

 private:
  [[noreturn]] void fail() const {
    const int error = errno != 0 ? errno : EIO;
    throw OutputError(fmt::format("cannot read '{}': {}", name_, std::generic_category().message(error)));
  }

  std::string name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::size_t bytes_ = 0;
};

std::string seal_with(const std::string& sum) { return fmt::format("{}{}\n", kBefore, sum); }

}  // namespace

void add_seal(AtomicFile& file) {
  const std::uint64_t end = file.size();
  Sha256 sum;
  std::vector<std::byte> piece(kPiece);
  for (std::uint64_t at = 0; at < end;) {
    const std::span<std::byte> next(piece.data(), std::min<std::uint64_t>(kPiece, end - at));
    file.read_at(at, next);
    sum.add(next);
    at += next.size();
  }
  const std::string seal = seal_with(sum.hexadecimal());
  file.write_at(end, std::as_bytes(std::span(seal)));
}

void begin_with(AtomicFile& file, const std::filesystem::path& other) {
  const Reading reading(other);
  const std::size_t bytes = reading.bytes() - (reading.seal().empty() ? 0 : kSealBytes);
  reading.go_to(0);
  for (std::size_t at = 0; at < bytes;) {
    const std::string piece = reading.next(std::min(bytes - at, kPiece));
    file.write_at(at, std::as_bytes(std::span(piece)));
    at += piece.size();
  }
}

bool has_seal(const std::filesystem::path& path) { return !Reading(path).seal().empty(); }

Seal seal_of(const std::filesystem::path& path) {
  const Reading file(path);
  const std::string seal = file.seal();
  if (seal.empty()) return Seal::none;
  file.go_to(0);
  Sha256 sum;
  for (std::size_t left = file.bytes() - kSealBytes; left > 0;) {
    const std::string piece = file.next(std::min(left, kPiece));
    sum.add(std::as_bytes(std::span(piece)));
    left -= piece.size();
  }
  return seal_with(sum.hexadecimal()) == seal ? Seal::good : Seal::broken;
}

}  // namespace tachy::output
