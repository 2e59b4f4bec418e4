// One checksum for each measure, the same for every compiler, optimisation level and instruction set.
//
// tests/golden/measures.txt has one line for each: what is counted, and FNV-1a over all its numbers. A new
// measure therefore moves no other line.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <map>
#include <sstream>
#include <string>

#include "base/fnv1a.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

using namespace tachy;

namespace {

using Checksums = std::map<std::string, std::string>;

const std::string kPath = TACHY_SOURCE_DIR "/tests/golden/measures.txt";
const std::string kRefresh = "TACHY_REFRESH_GOLDEN";

class Checksum {
 public:
  void take(std::int64_t number) { fnv_.take(static_cast<std::uint64_t>(number)); }
  std::string text() const {
    std::ostringstream text;
    text << std::hex << std::setw(16) << std::setfill('0') << fnv_.hash;
    return text.str();
  }

 private:
  Fnv1a fnv_;
};

std::string checksum_of(const engine::Tallies& t, model::Weekly measure) {
  Checksum sum;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm)
    for (std::uint32_t week = 0; week < t.weeks; ++week) sum.take(t.at(arm, week, measure));
  return sum.text();
}

std::string checksum_of(const engine::Tallies& t, model::Total measure) {
  Checksum sum;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
    const engine::TotalTally& total = t.at(arm, measure);
    for (const std::int64_t number : {total.sum, total.sum_squares, total.difference_sum,
                                      total.difference_sum_squares, total.higher, total.lower})
      sum.take(number);
  }
  return sum.text();
}

std::string checksum_of_cohort(const engine::Tallies& t) {
  Checksum sum;
  for (const std::int64_t number : {t.enrolled, t.not_enrolled, t.candidates_screened, t.age_sum, t.women,
                                    t.weight_sum, t.baseline_hamd17_sum})
    sum.take(number);
  return sum.text();
}

Checksums checksums_of(const engine::Tallies& t) {
  Checksums found{{"cohort", checksum_of_cohort(t)}};
  for (const model::WeeklyRow& row : model::weekly_table())
    found["weekly/" + std::string(row.name)] = checksum_of(t, row.weekly);
  for (const model::TotalRow& row : model::total_table())
    found["totals/" + std::string(row.name)] = checksum_of(t, row.total);
  return found;
}

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
    const auto e = tests::many_regimes(2000);
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      INFO("meant to change? Run this test with ", kRefresh, "=1, look at the lines of ", kPath,
           " that changed, and explain them in the commit");
      const Checksums found = checksums_of(engine::run(e, {.threads = 2, .instruction_set = name}));
      if (std::getenv(kRefresh.c_str())) refresh(found);
      Checksums known = golden();
      for (const auto& [measure, checksum] : found) {
        CAPTURE(measure);
        CHECK(checksum == known[measure]);
      }
      CHECK(known.size() == found.size());  // no line without a measure
    }
  }
}
