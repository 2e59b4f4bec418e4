// What the tallies keep apart: strata, periods, squares within a week, products of differences.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "day/one_patient.hpp"
#include "day/patient_totals.hpp"
#include "engine/kernel.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

namespace tachy {
namespace {

using engine::Tallies;
using model::Total;
using model::Weekly;

constexpr std::uint32_t kPatients = 300;

model::Strata by_everything() {
  model::Strata strata{.by_own_substance_history = true, .by_sex = true, .age_cuts = 2};
  strata.age_cut_years[0] = 40.0f;
  strata.age_cut_years[1] = 60.0f;
  return strata;
}

std::vector<std::string_view> kernels_here() { return engine::instruction_sets(); }

// The counters of every patient and week, as the one-patient walk sees them: [arm][week][counter].
struct WeekSums {
  std::int64_t sum = 0, squares = 0;
};
std::vector<WeekSums> sums_of_one_by_one(const regimen::Experiment& e, std::uint32_t weeks) {
  const auto setup = day::set_up(e);
  std::vector<WeekSums> sums(std::size_t{e.plan.arms} * weeks * model::kWeekCounters);
  for (std::uint32_t patient = 0; patient < e.patients; ++patient) {
    std::vector<std::int64_t> counted(sums.size());
    day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
      if (!note.visit) return;
      const std::size_t at =
          (std::size_t{note.arm} * weeks + note.day / model::kDaysPerWeek) * model::kWeekCounters;
      counted[at] += note.visit->given.yes;
      counted[at + 1] += note.visit->missed.yes;
      for (std::uint32_t event = 0; event < model::kSessionEvents; ++event)
        counted[at + 2 + event] += note.visit->harms.event[event].yes;
    });
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i].sum += counted[i];
      sums[i].squares += counted[i] * counted[i];
    }
  }
  return sums;
}

}  // namespace

TEST_SUITE("engine/axes") {
  TEST_CASE("sums and squares of a week are those of its patients, one by one") {
    const auto e = tests::many_regimes(kPatients);
    for (const std::string_view name : kernels_here()) {
      CAPTURE(name);
      const Tallies t = engine::run(e, {.instruction_set = name});
      const auto expected = sums_of_one_by_one(e, t.periods);
      std::size_t i = 0;
      for (std::uint32_t arm = 0; arm < t.arms; ++arm)
        for (std::uint32_t week = 0; week < t.periods; ++week)
          for (std::uint32_t counter = 0; counter < model::kWeekCounters; ++counter, ++i) {
            CHECK(t.at(arm, week, model::week_counter(counter)) == expected[i].sum);
            CHECK(t.at(arm, week, model::week_squares_of(counter)) == expected[i].squares);
          }
    }
  }

  TEST_CASE("strata add up to a run without them, and each holds its own patients") {
    auto e = tests::many_regimes(kPatients);
    const Tallies whole = engine::run(e, {});
    e.strata = by_everything();
    for (const std::string_view name : kernels_here()) {
      CAPTURE(name);
      const Tallies divided = engine::run(e, {.instruction_set = name});
      REQUIRE(divided.strata == 12);
      CHECK(divided.pooled() == whole);
      CHECK(std::ranges::count_if(divided.enrolled_in, [](std::int64_t n) { return n > 0; }) > 3);
    }
    e.strata = {.by_sex = true};
    const Tallies by_sex = engine::run(e, {});
    CHECK(by_sex.enrolled_in[1] == whole.women);
    CHECK(by_sex.at(0, 0, Weekly::alive, 1) + by_sex.at(0, 0, Weekly::alive, 0) ==
          whole.at(0, 0, Weekly::alive));
  }

  TEST_CASE("periods that are given by their ends hold what their weeks and days hold") {
    auto e = tests::many_regimes(kPatients);
    const Tallies weekly = engine::run(e, {});
    e.period_ends = {7, 28, 31, e.horizon_days};  // a week, three weeks, part of a week, the rest
    const Tallies periods = engine::run(e, {});
    REQUIRE(periods.periods == 4);
    for (const Weekly counted : {Weekly::sessions, Weekly::missed_visits, Weekly::drop_outs}) {
      CAPTURE(model::row_of(counted).name);
      for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
        std::int64_t all = 0, three = 0;
        for (std::uint32_t week = 0; week < weekly.periods; ++week) {
          all += weekly.at(arm, week, counted);
          if (week >= 1 && week < 4) three += weekly.at(arm, week, counted);
        }
        CHECK(periods.at(arm, 0, counted) == weekly.at(arm, 0, counted));
        CHECK(periods.at(arm, 1, counted) == three);
        std::int64_t parts = 0;
        for (std::uint32_t period = 0; period < 4; ++period) parts += periods.at(arm, period, counted);
        CHECK(parts == all);
      }
    }
    for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
      CHECK(periods.at(arm, Total::sessions) == weekly.at(arm, Total::sessions));
  }

  TEST_CASE("products are of each patient's differences from the reference arm") {
    const auto e = tests::many_regimes(kPatients);
    const Tallies t = engine::run(e, {});
    const auto setup = day::set_up(e);
    const auto place = [](Total total) { return static_cast<std::size_t>(total); };
    for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
      std::int64_t benefit_harm = 0, sessions_weeks = 0;
      for (std::uint32_t patient = 0; patient < kPatients; ++patient) {
        const auto life = day::live_one_patient(setup, patient);
        if (!life.person.enrolled) continue;
        const auto own = day::totals_of(life.arms[arm].record, life.person.baseline_hamd17);
        const auto reference = day::totals_of(life.arms[e.reference_arm].record, life.person.baseline_hamd17);
        const auto difference = [&](Total total) { return own[place(total)] - reference[place(total)]; };
        benefit_harm += difference(Total::remission_weeks) * difference(Total::session_events);
        sessions_weeks += difference(Total::sessions) * difference(Total::treated_weeks);
      }
      CHECK(t.product(arm, Total::remission_weeks, Total::session_events) == benefit_harm);
      CHECK(t.product(arm, Total::session_events, Total::remission_weeks) == benefit_harm);
      CHECK(t.product(arm, Total::treated_weeks, Total::sessions) == sessions_weeks);
    }
  }
}

}  // namespace tachy
