// Every reader of outcome files against files that are whole and sealed, but inconsistent: it refuses, or
// reads.
//
// To repeat a finding: fuzz_outcome FILE.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/difference.hpp"
#include "output/export/export_tables.hpp"
#include "output/outcome/outcome_reader.hpp"
#include "tests/fuzz/changed_outcome.hpp"
#include "tests/fuzz/scratch_file.hpp"

using namespace tachy;
namespace fs = std::filesystem;

namespace {

struct Files {
  fuzz::ScratchFile good{"good.h5"}, changed{"changed.h5"}, tables{"tables"};
  Files() {
    fuzz::write_good_outcome(good.path());
    fs::create_directories(tables.path());
    output::export_csv(good.path(), tables.path());
    output::dosing_records(good.path());
  }
  ~Files() { fs::remove_all(tables.path()); }
};

// Refused by its name, or read.
template <class Read>
void attempt(const Files& files, Read read) {
  try {
    read();
  } catch (const OutputError& refusal) {
    fuzz::expect(std::string_view(refusal.what()).find(files.changed.path().string()) !=
                 std::string_view::npos);
  }
}

void show(const output::Outcome& outcome) {
  output::comparison_text(outcome);
  output::comparison_csv(outcome);
  output::comparison_json(outcome);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  static const Files files;
  fs::copy_file(files.good.path(), files.changed.path(), fs::copy_options::overwrite_existing);
  fuzz::change_outcome(files.changed.path(), {reinterpret_cast<const char*>(bytes) + 1, size - 1});
  fuzz::seal_again(files.changed.path());
  attempt(files, [&] {
    switch (bytes[0] % 4) {
      case 0:
        return show(output::read_outcome(files.changed.path()));
      case 1:
        output::export_csv(files.changed.path(), files.tables.path());
        return;
      case 2:
        output::dosing_records(files.changed.path());
        return;
      default:
        output::difference_between(files.good.path(), files.changed.path());
    }
  });
  return 0;
}
