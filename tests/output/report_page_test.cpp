#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "output/report/report_page.hpp"
#include "made_up_outcome.hpp"

using namespace tachy::output;

TEST_SUITE("output/report_page") {
  TEST_CASE("no data ends the script it stands in, begins a comment, or holds a control character") {
    const ScratchDirectory scratch;
    const auto page = scratch.path("page.html");
    std::ofstream(page) << "<script>/* DATA */</script>";
    const std::string text = report_page(page, {R"({"title":"</script><!-- )"
                                                "\x7f"
                                                R"("})",
                                                R"({"title":"b"})"});
    CHECK(text == "<script>[{\"title\":\"\\u003c/script>\\u003c!-- \\u007f\"},\n{\"title\":\"b\"}]</script>");
  }

  TEST_CASE("what is no page for reports is refused by name") {
    const ScratchDirectory scratch;
    const auto page = scratch.path("page.html");
    std::ofstream(page) << "<script></script>";
    CHECK_THROWS_WITH_AS(report_page(page, {}), doctest::Contains("no page for reports"), tachy::OutputError);
    CHECK_THROWS_AS(report_page(scratch.path("none.html"), {}), tachy::OutputError);
  }
}
