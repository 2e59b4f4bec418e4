// Numbers in the prose of the pages are those of the program.
#include "verification/page_values.hpp"

#include <filesystem>
#include <vector>

#include "verification/document.hpp"
#include "sanitized.hpp"

using namespace tachy;
namespace fs = std::filesystem;

namespace {

// Pages that people write; those under `build` and hidden folders are not ours.
std::vector<std::string> pages() {
  std::vector<std::string> found;
  for (auto at = fs::recursive_directory_iterator(TACHY_SOURCE_DIR); at != fs::recursive_directory_iterator();
       ++at) {
    const std::string name = at->path().filename().string();
    if (at->is_directory() && (name.front() == '.' || name == "build" || name == "results"))
      at.disable_recursion_pending();
    else if (at->path().extension() == ".md")
      found.push_back(at->path().string());
  }
  return found;
}

}  // namespace

TEST_SUITE("verification/numbers in prose") {
  TEST_CASE("a marked number is replaced by its value, and a name without one is told") {
    const tests::PageValues values = {{"share", "0.761"}};
    const auto renewed = tests::renew("f (0.5<!--=share-->) and 2.<!--=other-->", values);
    CHECK(renewed.page == "f (0.761<!--=share-->) and 2.<!--=other-->");
    CHECK(renewed.unknown == " other");
    CHECK(renewed.numbers == 2);
  }

  TEST_CASE("every number that a page takes from the program is up to date" *
            doctest::skip(tests::kSanitized)) {  // the same numbers for twenty times the time
    const tests::PageValues values = tests::page_values();
    std::size_t numbers = 0;
    for (const std::string& path : pages()) {
      CAPTURE(path);
      const std::string page = tests::read_document(path);
      const tests::Renewed renewed = tests::renew(page, values);
      CHECK_MESSAGE(renewed.unknown.empty(), "no such value:" << renewed.unknown);
      numbers += renewed.numbers;
      tests::check_page(path, page, renewed.page);
    }
    CHECK(numbers > 40);
  }
}
