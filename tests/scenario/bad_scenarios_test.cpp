// Every tests/bad_scenarios/NAME.yaml is refused with exactly the text of NAME.expected.
// After a wanted change of a message: TACHY_WRITE_EXPECTED=1 test_scenario, and read the diff.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scenario/text/faults.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"

namespace fs = std::filesystem;
using namespace tachy;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Messages show the path as given: go where the files are for as long as the test lasts.
struct InFolder {
  explicit InFolder(const fs::path& folder) : before(fs::current_path()) { fs::current_path(folder); }
  ~InFolder() { fs::current_path(before); }
  fs::path before;
};

}  // namespace

TEST_SUITE("scenario/bad_scenarios") {
  TEST_CASE("every bad scenario is refused with exactly the message written beside it") {
    const InFolder here(fs::path(TACHY_SOURCE_DIR) / "tests" / "bad_scenarios");
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(".")) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path().filename());
    }
    std::sort(files.begin(), files.end());
    CHECK(files.size() >= 25);
    for (const fs::path& file : files) {
      CAPTURE(file.string());
      const auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, file.string(), ".", {});
      CHECK(!loaded.faults.empty());
      std::string shown;
      for (const InputFault& fault : loaded.faults) shown += scenario::format_fault(fault);
      const fs::path expected = fs::path(file).replace_extension(".expected");
      if (std::getenv("TACHY_WRITE_EXPECTED")) std::ofstream(expected, std::ios::binary) << shown;
      CHECK(shown == text_of(expected));
    }
  }
}
