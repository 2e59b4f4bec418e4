// The reader of part files against changed ones: refused, or read as what it writes again.
//
// The input is a list of edits of a good part (four bytes of place, then the byte to put there). Its first
// byte says whether the checksum is made to fit afterwards, so that what lies behind it is tried too.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "output/file/part_file.hpp"
#include "output/file/sha256.hpp"
#include "tests/fuzz/scratch_file.hpp"

using namespace tachy;
using fuzz::expect;

namespace {

constexpr std::size_t kSumBytes = 64, kEditBytes = 5;

const std::string& good_part() {
  static const std::string good = [] {
    const fuzz::ScratchFile file("good.part");
    output::Part part;
    part.identity = {"1.2.3", "abc", 7, {3, 1, 512, 5000}, "none,weekly", "title: t\n"};
    part.finished = {{16, 640}, engine::Tallies(2, 3, 1)};
    output::write_part(file.path(), part);
    return file.read();
  }();
  return good;
}

std::string edited(std::string_view edits) {
  std::string bytes = good_part();
  for (; edits.size() >= kEditBytes; edits.remove_prefix(kEditBytes)) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < 4; ++i) place = place << 8 | static_cast<unsigned char>(edits[i]);
    if (place >= 0xffff0000u) {
      bytes.resize(place & 0xffffu);  // cut short, or longer
    } else if (!bytes.empty()) {
      bytes[place % bytes.size()] = edits[4];
    }
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  static const fuzz::ScratchFile file("a.part"), again("b.part");
  std::string part = edited({reinterpret_cast<const char*>(bytes) + 1, size - 1});
  const bool sign = (bytes[0] & 1u) != 0 && part.size() >= kSumBytes;
  if (sign) {
    part.resize(part.size() - kSumBytes);
    part += output::sha256(part);
  }
  file.write(part);
  try {
    const output::Part read = output::read_part(file.path());
    expect(sign || part == good_part());
    output::write_part(again.path(), read);
    output::read_part(again.path());
  } catch (const OutputError& refusal) {
    expect(std::string(refusal.what()).find(file.path().string()) != std::string::npos);
  }
  return 0;
}
