// One checksum for every compiler, optimisation level and instruction set.
//
// When numbers change on purpose, run this test with TACHY_REFRESH_GOLDEN=1, look at the new value in
// tests/golden/checksum.txt and explain the change in the commit.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>

#include "engine/plans.hpp"
#include "engine/run.hpp"

using namespace tachy;

TEST_SUITE("engine/golden") {
  TEST_CASE("the checksum of a small eventful run is the golden one on every instruction set") {
    const std::string path = std::string(TACHY_SOURCE_DIR) + "/tests/golden/checksum.txt";
    const auto e = tests::many_regimes(2000);
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      const auto tallies = engine::run(e, {.threads = 2, .instruction_set = name});
      std::ostringstream found;
      found << std::hex << std::setw(16) << std::setfill('0') << tallies.checksum();
      if (std::getenv("TACHY_REFRESH_GOLDEN")) std::ofstream(path) << found.str() << '\n';
      std::string golden;
      std::ifstream(path) >> golden;
      CHECK(found.str() == golden);
    }
  }
}
