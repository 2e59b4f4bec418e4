#include <doctest/doctest.h>

#include "engine/tallies.hpp"
#include "made_up_outcome.hpp"

using tachy::engine::Tallies;
using tachy::model::Total;
using tachy::model::Weekly;

TEST_SUITE("engine/tallies") {
  TEST_CASE("each arm, week and measure has a place of its own") {
    Tallies t(2, 3);
    std::int64_t number = 0;
    for (std::uint32_t arm = 0; arm < 2; ++arm) {
      for (std::uint32_t week = 0; week < 3; ++week) {
        for (std::uint32_t m = 0; m < tachy::model::kWeeklyCount; ++m)
          t.at(arm, week, static_cast<Weekly>(m)) = number++;
      }
      for (std::uint32_t m = 0; m < tachy::model::kTotalCount; ++m)
        t.at(arm, static_cast<Total>(m)).sum = number++;
    }
    CHECK(t.at(0, 0, Weekly::alive) == 0);
    CHECK(t.at(0, 1, Weekly::alive) == tachy::model::kWeeklyCount);
    CHECK(t.at(1, 0, Weekly::alive) == 3 * tachy::model::kWeeklyCount + tachy::model::kTotalCount);
    CHECK(t.at(1, Total::misuse_dose_mg).sum == number - 1);
  }

  TEST_CASE("adding in any order gives the same numbers and the same checksum") {
    const Tallies a = tachy::output::made_up_outcome(2, 4, 100).tallies;
    const Tallies b = tachy::output::made_up_outcome(2, 4, 17).tallies;
    Tallies ab(2, 4), ba(2, 4);
    ab.add(a);
    ab.add(b);
    ba.add(b);
    ba.add(a);
    CHECK(ab == ba);
    CHECK(ab.checksum() == ba.checksum());
    CHECK(ab.enrolled == 117);
    CHECK(ab.at(1, 2, Weekly::alive) == 98 + 15);
    CHECK(ab.at(1, Total::remission_weeks).difference_sum == 35 * 117);
  }

  TEST_CASE("the checksum of empty tallies is FNV-1a of 72 zero bytes, worked out elsewhere") {
    CHECK(Tallies().checksum() == 0x3ecb33e15783bec5u);
  }

  TEST_CASE("the checksum sees every kind of number") {
    const Tallies before = tachy::output::made_up_outcome(1, 1, 5).tallies;
    Tallies week = before, total = before, cohort = before;
    week.at(0, 0, Weekly::clinician_stops) += 1;
    total.at(0, Total::cumulative_dose_mg).lower += 1;
    cohort.baseline_hamd17_sum += 1;
    CHECK(week.checksum() != before.checksum());
    CHECK(total.checksum() != before.checksum());
    CHECK(cohort.checksum() != before.checksum());
  }
}
