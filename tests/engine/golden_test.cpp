// One checksum for each measure, the same for every compiler, optimisation level and instruction set.
//
// tests/golden/measures.txt has one line for each: what is counted, and FNV-1a over all its numbers. A new
// measure therefore moves no other line.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "engine/checksums.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

using namespace tachy;
using tests::Checksums;

namespace {

const std::string kPath = TACHY_SOURCE_DIR "/tests/golden/measures.txt";
const std::string kRefresh = "TACHY_REFRESH_GOLDEN";

Checksums golden() {
  Checksums known;
  std::ifstream file(kPath);
  for (std::string measure, checksum; file >> measure >> checksum;) known[measure] = checksum;
  return known;
}

void refresh(const Checksums& found) {
  std::ofstream file(kPath);
  for (const auto& [measure, checksum] : found) file << measure << ' ' << checksum << '\n';
}

}  // namespace

TEST_SUITE("engine/golden") {
  TEST_CASE("the checksums of a small eventful run are the golden ones on every instruction set") {
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      INFO("meant to change? Run this test with ", kRefresh, "=1, look at the lines of ", kPath,
           " that changed, and explain them in the commit");
      const Checksums found = tests::golden_checksums([&](const regimen::Experiment& e) {
        return engine::run(e, {.threads = 2, .instruction_set = name});
      });
      if (std::getenv(kRefresh.c_str())) refresh(found);
      Checksums known = golden();
      for (const auto& found_one : found) {
        const std::string& measure = found_one.first;
        CAPTURE(measure);
        CHECK(found_one.second == known[measure]);
      }
      CHECK(known.size() == found.size());  // no line without a measure
    }
  }
}
