// Copies of the misuse clock: rare measures become more exact, and nothing else changes.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "day/copies.hpp"
#include "engine/plans.hpp"
#include "engine/misuse_clocks.hpp"
#include "engine/run.hpp"
#include "sanitized.hpp"

using namespace tachy;
using engine::Tallies;
using model::Dependence;
using model::Total;
using model::Weekly;

namespace {

regimen::Experiment with_clocks(regimen::Experiment e, std::uint32_t clocks) {
  e.misuse_clocks = clocks;
  return e;
}

// The lives of one patient in each arm, by the readable walk.
using Lives = std::vector<std::vector<day::RareLife>>;
Lives lives_of(const day::Setup& setup, std::uint32_t patient) {
  const day::PatientLife life = day::live_one_patient(setup, patient);
  Lives lives(setup.experiment->plan.arms);
  for (const day::Parting& parting : life.partings)
    day::live_parted(setup, patient, life, life.person.weight_kg, parting, parting.arm, lives[parting.arm]);
  return lives;
}

bool counts(const day::RareLife& life, std::uint32_t day, std::uint32_t measure) {
  bool alive = false, started = false, disorder = false;
  Dependence state = Dependence::none;
  for (const day::RareLife::Change& change : life.changes) {
    if (change.day > day) break;
    started = true;
    alive = change.alive;
    state = change.state;
    disorder = disorder || state == Dependence::use_disorder;
  }
  const std::array<bool, model::kRareWeeklyCount> counted{
      alive && state == Dependence::misuse, alive && state == Dependence::use_disorder,
      alive && state == Dependence::remission, started, disorder};
  return counted[measure];
}

// The rare measures, patient by patient and life by life.
struct Expected {
  std::map<std::vector<std::uint32_t>, std::int64_t> weekly;  // by arm, week and measure
  std::map<std::vector<std::uint32_t>, engine::TotalTally> totals;
};

std::map<std::uint32_t, std::int64_t> by_life(const std::vector<day::RareLife>& lives, std::uint32_t total) {
  std::map<std::uint32_t, std::int64_t> values;
  for (const day::RareLife& life : lives) values[life.number] = life.totals[total];
  return values;
}

void add_patient(Expected& expected, const day::Setup& setup, std::uint32_t patient) {
  const Lives lives = lives_of(setup, patient);
  for (std::uint32_t arm = 0; arm < lives.size(); ++arm) {
    for (std::uint32_t week = 0; week * 7 < setup.days; ++week)
      for (std::uint32_t m = 0; m < model::kRareWeeklyCount; ++m) {
        std::int64_t n = 0;
        for (const day::RareLife& life : lives[arm])
          n += counts(life, day::review_day(patient, week, setup.days), m);
        expected.weekly[{arm, week, static_cast<std::uint32_t>(model::kRareWeekly[m])}] += n;
        expected.weekly[{arm, week, static_cast<std::uint32_t>(model::rare_pairs(m))}] += n * (n - 1);
      }
    for (std::uint32_t i = 0; i < model::kRareTotalCount; ++i) {
      engine::TotalTally& tally = expected.totals[{arm, static_cast<std::uint32_t>(model::kRareTotals[i])}];
      auto here = by_life(lives[arm], i), there = by_life(lives[0], i);
      std::int64_t sum = 0, reference = 0;
      for (std::uint32_t life = 0; life < setup.experiment->misuse_clocks; ++life) {
        sum += here[life];
        reference += there[life];
        const std::int64_t smallest = i == 2 ? 40 : 1;
        tally.higher += here[life] - there[life] >= smallest;
        tally.lower += there[life] - here[life] >= smallest;
      }
      tally.sum += sum;
      tally.sum_squares += sum * sum;
      tally.difference_sum += sum - reference;
      tally.difference_sum_squares += (sum - reference) * (sum - reference);
    }
  }
}

void compare(const Tallies& found, const Expected& expected) {
  for (const auto& one : expected.weekly) {
    const std::vector<std::uint32_t>& at = one.first;
    CAPTURE(model::row_of(static_cast<Weekly>(at[2])).name);
    CAPTURE(at[1]);
    CHECK(found.at(at[0], at[1], static_cast<Weekly>(at[2])) == one.second);
  }
  for (const auto& one : expected.totals) {
    const std::vector<std::uint32_t>& at = one.first;
    const engine::TotalTally& total = found.at(at[0], static_cast<Total>(at[1]));
    CAPTURE(model::row_of(static_cast<Total>(at[1])).name);
    CHECK(total.sum == one.second.sum);
    CHECK(total.sum_squares == one.second.sum_squares);
    CHECK(total.difference_sum == one.second.difference_sum);
    CHECK(total.difference_sum_squares == one.second.difference_sum_squares);
    CHECK(total.higher == one.second.higher);
    CHECK(total.lower == one.second.lower);
  }
}

// Two years of two-weekly or response-guided doses under supervision, or at home after the eighth.
regimen::Experiment policy(std::uint32_t patients) {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.patients = patients;
  e.horizon_days = 728;
  e.seed = 16;
  e.plan.dose_forms = 1;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f};
  e.plan.arms = 2;
  e.plan.arm[0] = tests::arm_of({tests::six_infusions(), tests::maintenance(14)});
  e.plan.arm[1] = tests::arm_of({tests::six_infusions(), tests::response_guided()});
  for (std::uint32_t arm = 0; arm < 2; ++arm) e.plan.arm[arm].stage[0].p_misuse_detected = 0.2f;
  return e;
}
regimen::Experiment at_home(std::uint32_t patients) {
  regimen::Experiment e = policy(patients);
  e.cohort.p_own_substance_history = 0.1f;
  for (std::uint32_t arm = 0; arm < 2; ++arm) e.plan.arm[arm].stage[0].take_home_after_doses = 8;
  return e;
}

// Mean of a rare total in patients, and the variance of that mean.
struct Estimate {
  double mean, variance;
};
Estimate estimate_of(const Tallies& t, std::uint32_t arm, Total total) {
  const double n = static_cast<double>(t.enrolled), scale = t.scale_of(model::row_of(total));
  const double mean = static_cast<double>(t.at(arm, total).sum) * scale / n;
  return {mean, (static_cast<double>(t.at(arm, total).sum_squares) * scale * scale / n - mean * mean) / n};
}

// How many times lower the variance of a share is than that of the same share from one clock.
double gain(const Tallies& t, std::uint32_t arm, model::SlowHarm harm) {
  const Estimate found = estimate_of(t, arm, model::total_of_lasting(harm));
  const double from_one_clock = found.mean * (1.0 - found.mean) / static_cast<double>(t.enrolled);
  return from_one_clock / found.variance;
}

}  // namespace

TEST_SUITE("engine/copies") {
  TEST_CASE("the rare measures of a run are those of all lives of its patients, walked one by one") {
    const auto e = with_clocks(tests::many_regimes(tests::fewer_if_sanitized(200u, 60u)), 8);
    const day::Setup setup = day::set_up(e);
    Expected expected;
    for (std::uint32_t patient = 0; patient < e.patients; ++patient) add_patient(expected, setup, patient);
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      compare(engine::run(e, {.threads = 2, .patients_per_block = 112, .instruction_set = name}), expected);
    }
  }

  TEST_CASE("patients live as they do without copies, and all other measures are the same to the last one") {
    const auto e = tests::many_regimes(tests::fewer_if_sanitized(1000u, 230u));
    const auto alone = engine::run(e, {}), with_copies = engine::run(with_clocks(e, 16), {});
    CHECK(with_copies.flow == alone.flow);
    for (std::uint32_t arm = 0; arm < alone.arms; ++arm) {
      for (const model::WeeklyRow& row : model::weekly_table())
        for (std::uint32_t week = 0; week < alone.periods && row.weekly < Weekly::rare_pairs; ++week) {
          CAPTURE(row.name);
          if (!model::is_rare(row.weekly))
            CHECK(with_copies.at(arm, week, row.weekly) == alone.at(arm, week, row.weekly));
        }
      for (const model::TotalRow& row : model::total_table())
        if (!model::is_rare(row.total)) {
          CAPTURE(row.name);
          CHECK(with_copies.at(arm, row.total) == alone.at(arm, row.total));
        }
    }
  }

  TEST_CASE("threads, blocks and instruction sets change nothing with copies either") {
    const auto e = with_clocks(tests::many_regimes(tests::fewer_if_sanitized(700u, 230u)), 8);
    const auto expected = engine::run(e, {.threads = 1, .patients_per_block = 448});
    for (const std::uint32_t block : {100u, 112u, 4032u})
      CHECK(engine::run(e, {.threads = 2, .patients_per_block = block}) == expected);
    for (const std::string_view name : engine::instruction_sets())
      CHECK(engine::run(e, {.threads = 2, .instruction_set = name}) == expected);
  }

  TEST_CASE("copies expect what patients expect, where misuse is rare, at home, and where it is common") {
    constexpr std::uint32_t kPatients = tests::fewer_if_sanitized(20000u, 500u);
    for (const regimen::Experiment& e :
         {policy(kPatients), at_home(kPatients), tests::many_regimes(kPatients / 4)}) {
      const auto one = engine::run(e, {.threads = 2}),
                 several = engine::run(with_clocks(e, 8), {.threads = 2});
      for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
        for (const Total total : model::kRareTotals) {
          const Estimate a = estimate_of(one, arm, total), b = estimate_of(several, arm, total);
          CAPTURE(model::row_of(total).name);
          CAPTURE(arm);
          // The patients are in both, so that the errors are positively correlated: an upper bound.
          CHECK(std::abs(a.mean - b.mean) <= 4.0 * std::sqrt(a.variance + b.variance));
          // Of 500 patients too few misuse for a variance.
          if (!tests::kSanitized) CHECK(b.variance <= a.variance);
        }
    }
  }

  TEST_CASE("where misuse is below half a percent, use disorder has a thirtieth of its variance") {
    const auto t =
        engine::run(with_clocks(policy(tests::fewer_if_sanitized(6000u, 500u)), 64), {.threads = 2});
    for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
      CHECK(estimate_of(t, arm, model::total_of_lasting(model::SlowHarm::misuse)).mean < 0.005);
      CHECK(gain(t, arm, model::SlowHarm::use_disorder) > 30.0);
      CHECK(gain(t, arm, model::SlowHarm::misuse) > 30.0);
    }
  }

  TEST_CASE("two arms with the same plan are the same life by life") {
    auto e = with_clocks(policy(2000), 16);
    e.plan.arm[1] = e.plan.arm[0];
    const auto t = engine::run(e, {.threads = 2});
    for (const Total total : model::kRareTotals) {
      const engine::TotalTally& tally = t.at(1, total);
      CHECK(tally.sum > 0);
      CHECK(tally.difference_sum_squares == 0);
      CHECK(tally.higher + tally.lower == 0);
    }
  }

  TEST_CASE("more risk brings each life's misuse forward and moves no other clock") {
    auto low = with_clocks(at_home(50), 16), high = low;
    high.parameters.misuse_per_year_take_home *= 2.0f;
    const auto setup_low = day::set_up(low), setup_high = day::set_up(high);
    std::size_t compared = 0;
    for (std::uint32_t patient = 0; patient < low.patients; ++patient) {
      const Lives before = lives_of(setup_low, patient), after = lives_of(setup_high, patient);
      for (std::uint32_t arm = 0; arm < before.size(); ++arm) {
        std::map<std::uint32_t, std::uint32_t> starts;
        for (const day::RareLife& life : after[arm]) starts[life.number] = life.changes.front().day;
        for (const day::RareLife& life : before[arm]) {
          CHECK(starts.count(life.number) == 1);
          CHECK(starts[life.number] <= life.changes.front().day);
          ++compared;
        }
      }
    }
    CHECK(compared > 20);
  }

  TEST_CASE(
      "the rule gives clocks where misuse is rare, few where it is not, and the same number each time") {
    const std::uint32_t rare = engine::misuse_clocks_for(policy(1)),
                        home = engine::misuse_clocks_for(at_home(1)),
                        common = engine::misuse_clocks_for(tests::many_regimes(1));
    CHECK(rare > 10);
    CHECK(home >= 1);
    CHECK(home < rare);
    CHECK(common == 1);
    CHECK(engine::misuse_clocks_for(policy(1), 1) == rare);
    auto never = policy(1);
    never.parameters.misuse_per_year_supervised = 0.0f;
    CHECK(engine::misuse_clocks_for(never) == model::kMaxMisuseClocks);
  }
}
