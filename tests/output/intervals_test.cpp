#include <doctest/doctest.h>

#include <cmath>

#include "made_up_outcome.hpp"
#include "output/outcome/intervals.hpp"

using namespace tachy;
using namespace tachy::output;
using doctest::Approx;
using model::Total;

namespace {

constexpr std::int64_t kN = 1000;

engine::TotalTally some_up(std::int64_t patients, std::int64_t by) {
  return {.sum = kN + patients * by,
          .sum_squares = kN + patients * (1 + by) * (1 + by),
          .difference_sum = patients * by,
          .difference_sum_squares = patients * by * by,
          .higher = patients,
          .up = patients,
          .up_sum = patients * by,
          .up_sum_squares = patients * by * by};
}

struct Made {
  OutcomeInput in = made_up_outcome(2, 1, kN);
  KnownInterval paired(Total total) const {
    return paired_interval(in.experiment, in.tallies, 1, model::row_of(total));
  }
  KnownInterval mean(Total total, std::uint32_t arm) const {
    return total_interval(in.tallies, arm, model::row_of(total));
  }
};

}  // namespace

TEST_SUITE("output/intervals") {
  TEST_CASE("where fewer than 20 patients differ, a difference has no interval, and says so") {
    Made made;
    made.in.tallies.at(1, Total::sessions) = some_up(19, 3);
    CHECK(made.paired(Total::sessions).kind == IntervalKind::few_differ);
    CHECK(std::isnan(made.paired(Total::sessions).interval.low));
    CHECK(made.paired(Total::sessions).interval.estimate == Approx(0.057));
    made.in.tallies.at(1, Total::sessions) = some_up(200, 3);
    CHECK(made.paired(Total::sessions).kind == IntervalKind::two_sided);
    CHECK(made.paired(Total::sessions).interval.low > 0.0);
  }

  TEST_CASE("what each patient has or not has an interval however few differ") {
    Made made;
    const Total disorder = total_of_lasting(model::SlowHarm::use_disorder);
    made.in.tallies.at(1, disorder) = {};
    const KnownInterval none = made.paired(disorder);
    CHECK(none.kind == IntervalKind::two_sided);
    CHECK(none.interval.high == Approx(share_interval(0, kN).high));
  }

  TEST_CASE("a rare measure with copies has the interval of lives that cluster as they do, per patient") {
    Made made;
    engine::Tallies& t = made.in.tallies;
    const Total disorder = total_of_lasting(model::SlowHarm::use_disorder);
    t.at(1, disorder) = {.sum = 40, .sum_squares = 40};
    const KnownInterval one_clock = made.mean(disorder, 1);
    t.misuse_clocks = 8;
    const KnownInterval apart = made.mean(disorder, 1);  // 40 lives of 40 patients
    CHECK(apart.kind == IntervalKind::two_sided);
    CHECK(apart.interval.estimate == Approx(one_clock.interval.estimate / 8));
    CHECK(apart.interval.high == Approx(one_clock.interval.high / 8));
    t.at(1, disorder).sum_squares = 160;  // 40 lives of 10 patients
    const KnownInterval together = made.mean(disorder, 1);
    CHECK(together.interval.estimate == Approx(apart.interval.estimate));
    CHECK(together.interval.high - together.interval.low > 1.5 * (apart.interval.high - apart.interval.low));
    t.at(1, disorder) = {};
    CHECK(made.mean(disorder, 1).interval.high == Approx(share_interval(0, kN).high / 8));
  }

  TEST_CASE("attempts are the same in every arm while the switch is off, and no interval is shown") {
    Made made;
    made.in.experiment.parameters.suicide_by_state = 0.0f;
    CHECK(made.paired(Total::suicide_attempts).kind == IntervalKind::same_in_every_arm);
    CHECK(std::isnan(made.paired(Total::suicide_attempts).interval.high));
    made.in.experiment.parameters.suicide_by_state = 1.0f;
    CHECK(made.paired(Total::suicide_attempts).kind == IntervalKind::few_differ);
  }

  TEST_CASE("deaths have an interval whether suicides depend on the score or not: misuse moves them") {
    Made made;
    for (const float by_state : {0.0f, 1.0f}) {
      made.in.experiment.parameters.suicide_by_state = by_state;
      CHECK(made.paired(Total::died).kind == IntervalKind::two_sided);
    }
  }

  TEST_CASE("milligrams have a lower end alone while few patients misuse, and their difference none") {
    Made made;
    for (std::uint32_t arm = 0; arm < 2; ++arm)
      made.in.tallies.at(arm, Total::cumulative_dose_mg) = {.sum = 300 * kN, .sum_squares = 100000 * kN};
    const auto misused = [&](std::uint32_t arm) -> engine::TotalTally& {
      return made.in.tallies.at(arm, total_of_lasting(model::SlowHarm::misuse));
    };
    misused(0).sum = misused(1).sum = kFewWhoMisuse - 1;
    const KnownInterval low = made.mean(Total::cumulative_dose_mg, 0);
    CHECK(low.kind == IntervalKind::lower_bound);
    CHECK(low.interval.low < 300.0);
    CHECK(std::isnan(low.interval.high));
    made.in.tallies.at(1, Total::cumulative_dose_mg) = some_up(500, 50);
    CHECK(made.paired(Total::cumulative_dose_mg).kind == IntervalKind::few_carry);
    misused(0).sum = kFewWhoMisuse;
    CHECK(made.mean(Total::cumulative_dose_mg, 0).kind == IntervalKind::two_sided);
  }

  TEST_CASE("few patients with many events each give a lower end alone") {
    Made made;
    made.in.tallies.at(0, Total::sessions) = {.sum = 8 * kN, .sum_squares = 64 * kN};
    made.in.tallies.at(0, Total::session_events) = {.sum = 200, .sum_squares = 4000};  // 10 with 20 each
    CHECK(made.mean(Total::session_events, 0).kind == IntervalKind::lower_bound);
    made.in.tallies.at(0, Total::session_events) = {.sum = 200, .sum_squares = 240};
    CHECK(made.mean(Total::session_events, 0).kind == IntervalKind::two_sided);
  }

  TEST_CASE("side effects worth fewer than 50 events have a lower end alone, however evenly they came") {
    Made made;
    made.in.tallies.at(0, Total::sessions) = {.sum = 8 * kN, .sum_squares = 64 * kN};
    engine::TotalTally& nausea = made.in.tallies.at(0, total_of(model::SessionEvent::nausea));
    nausea = {.sum = 45, .sum_squares = 47};
    CHECK(made.mean(total_of(model::SessionEvent::nausea), 0).kind == IntervalKind::lower_bound);
    nausea = {.sum = 60, .sum_squares = 62};
    CHECK(made.mean(total_of(model::SessionEvent::nausea), 0).kind == IntervalKind::two_sided);
    made.in.tallies.at(0, Total::relapses) = {};
    CHECK(made.mean(Total::relapses, 0).kind == IntervalKind::two_sided);
    made.in.tallies.at(0, Total::relapses) = {.sum = 45, .sum_squares = 47};
    CHECK(made.mean(Total::relapses, 0).kind == IntervalKind::two_sided);
  }

  TEST_CASE("where nobody had a second session, a side effect is what each patient has or has not") {
    Made made;
    const Total nausea = total_of(model::SessionEvent::nausea);
    for (std::uint32_t arm = 0; arm < 2; ++arm)
      made.in.tallies.at(arm, Total::sessions) = {.sum = 990, .sum_squares = 990};
    CHECK(made.mean(nausea, 0).kind == IntervalKind::two_sided);
    CHECK(made.paired(nausea).interval.high == Approx(share_interval(0, kN).high));
    made.in.tallies.at(1, Total::sessions) = {.sum = 1980, .sum_squares = 3960};
    CHECK(made.mean(nausea, 1).kind == IntervalKind::few_carry);  // at least 0 would say nothing
    CHECK(made.paired(nausea).kind == IntervalKind::few_differ);
  }

  TEST_CASE("many who differ by little beside one who differs by much are few") {
    Made made;
    made.in.tallies.at(1, Total::relapses) = {.sum = 60,
                                              .sum_squares = 930,
                                              .difference_sum = 60,
                                              .difference_sum_squares = 930,
                                              .up = 31,
                                              .up_sum = 60,
                                              .up_sum_squares = 930};
    CHECK(made.paired(Total::relapses).kind == IntervalKind::few_differ);
  }

  TEST_CASE("of one patient no interval is known") {
    OutcomeInput in = made_up_outcome(2, 1, 1);
    CHECK(total_interval(in.tallies, 0, model::row_of(Total::sessions)).kind == IntervalKind::one_patient);
  }

  TEST_CASE("what nearly everyone has once a week has an interval of its own spread") {
    Made made;
    made.in.tallies.at(0, 0, model::Weekly::sessions) = 990;
    made.in.tallies.at(0, 0, model::week_squares_of(0)) = 990;
    const Interval i = rate_interval(made.in.tallies, 0, 0, model::Weekly::sessions);
    CHECK(i.high == share_interval(990, kN).high);
  }
}
