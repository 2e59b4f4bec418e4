// The reader of outcome files against damaged bytes, with the checksum made to fit or not. Without one that
// fits HDF5 never sees the file. With one, HDF5 1.10 itself may crash: what it crashes on is no finding of
// ours, so this is run with -fork=1 -ignore_crashes=1 and its findings are sorted by their stacks.
//
// The first byte says whether to seal again; then come edits: four bytes of place and one of content.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "output/compare/comparison.hpp"
#include "output/outcome/outcome_reader.hpp"
#include "tests/fuzz/changed_outcome.hpp"
#include "tests/fuzz/scratch_file.hpp"

using namespace tachy;

namespace {

const std::string& good_outcome() {
  static const std::string good = [] {
    const fuzz::ScratchFile file("good.h5");
    fuzz::write_good_outcome(file.path());
    return file.read();
  }();
  return good;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t kEditBytes = 5, kSealBytes = 105;
  if (size < 1 + kEditBytes) return 0;
  static const fuzz::ScratchFile file("damaged.h5");
  std::string damaged = good_outcome();
  for (std::size_t i = 1; i + kEditBytes <= size; i += kEditBytes) {
    const std::size_t place = std::size_t{bytes[i]} << 24 | std::size_t{bytes[i + 1]} << 16 |
                              std::size_t{bytes[i + 2]} << 8 | bytes[i + 3];
    damaged[place % damaged.size()] = static_cast<char>(bytes[i + 4]);
  }
  const bool seal = (bytes[0] & 1u) != 0;
  if (seal) damaged.resize(damaged.size() - kSealBytes);
  file.write(damaged);
  if (seal) fuzz::seal_again(file.path());
  try {
    output::comparison_text(output::read_outcome(file.path()));
    fuzz::expect(seal || damaged == good_outcome());
  } catch (const OutputError& refusal) {
    fuzz::expect(std::string_view(refusal.what()).find(file.path().string()) != std::string_view::npos);
  }
  return 0;
}
