// Two noises, drawn apart; ends of distributions; which arm is best.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "made_up_outcome.hpp"
#include "output/outcome/draws.hpp"
#include "output/outcome/extremes.hpp"
#include "output/outcome/over_draws.hpp"
#include "tests/sanitized.hpp"

using namespace tachy;
using namespace tachy::output;

namespace {

// A draw has a normal truth of SD `unknown`; its mean is of `patients` with SD `between_patients`.
struct Nested {
  double unknown, between_patients;
  int draws, patients;
};

struct FoundInDraws {
  std::vector<double> means, variances;
};

FoundInDraws simulated(const Nested& nested, double middle, std::mt19937_64& words) {
  std::normal_distribution<double> normal;
  FoundInDraws found;
  for (int draw = 0; draw < nested.draws; ++draw) {
    const double truth = middle + nested.unknown * normal(words);
    double sum = 0.0, squares = 0.0;
    for (int patient = 0; patient < nested.patients; ++patient) {
      const double value = truth + nested.between_patients * normal(words);
      sum += value;
      squares += value * value;
    }
    const double n = nested.patients, mean = sum / n;
    found.means.push_back(mean);
    found.variances.push_back((squares - n * mean * mean) / (n - 1) / n);
  }
  return found;
}

}  // namespace

TEST_SUITE("output/over_draws") {
  TEST_CASE("the variance of two nested normal noises is told apart") {
    std::mt19937_64 words(1);
    const Nested nested{.unknown = 2.0, .between_patients = 30.0, .draws = 4000, .patients = 50};
    const FoundInDraws found = simulated(nested, 5.0, words);
    const NestedVariance variance = nested_variance(found.means, found.variances);
    const double chance = 30.0 * 30.0 / 50, total = 2.0 * 2.0 + chance;  // 18, 22
    // A sample variance of m normals has the standard error V sqrt(2 / (m - 1)).
    const double error = total * std::sqrt(2.0 / (nested.draws - 1));
    CAPTURE((variance.of_numbers - total) / error);
    CHECK(std::abs(variance.of_numbers - total) < 4 * error);
    const double error_of_chance = chance * std::sqrt(2.0 / (49.0 * nested.draws));
    CHECK(std::abs(variance.of_chance - chance) < 4 * error_of_chance);
    CHECK(std::abs(variance.unknown() - 4.0) < 4 * (error + error_of_chance));
    CHECK(variance.share_of_chance() == doctest::Approx(chance / total).epsilon(0.1));
  }

  TEST_CASE("chance alone leaves nothing unknown, and no chance leaves all of it") {
    CHECK(nested_variance({1.0, 1.5, 0.5}, {1.0, 1.0, 1.0}).unknown() == 0.0);
    CHECK(nested_variance({1.0, 1.5, 0.5}, {1.0, 1.0, 1.0}).share_of_chance() == 1.0);
    CHECK(nested_variance({1.0, 2.0, 3.0}, {0.0, 0.0, 0.0}).unknown() == doctest::Approx(1.0));
    CHECK(nested_variance({2.0, 2.0, 2.0}, {0.0, 0.0, 0.0}).share_of_chance() == 0.0);
  }

  TEST_CASE("the interval over draws holds a new truth as often as it says") {
    // Of m draws the central 95 % by type 7 hold a further one in about 0.95 (m - 1) / (m + 1) of cases.
    std::mt19937_64 words(2);
    std::normal_distribution<double> normal;
    const Nested nested{.unknown = 3.0, .between_patients = 10.0, .draws = 100, .patients = 400};
    int held = 0;
    constexpr int kTries = tests::fewer_if_sanitized(400, 40);
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const FoundInDraws found = simulated(nested, -7.0, words);
      const Interval interval = over_draws(found.means, found.variances).interval;
      const double truth = -7.0 + nested.unknown * normal(words);
      held += truth >= interval.low && truth <= interval.high;
    }
    const double expected = 0.95 * 99 / 101, error = std::sqrt(expected * (1 - expected) / kTries);
    CAPTURE(held);
    CHECK(std::abs(held / double{kTries} - expected) < 4 * error);
  }

  TEST_CASE("quantiles are between the numbers beside them") {
    std::vector<double> numbers;
    for (int i = 100; i >= 0; --i) numbers.push_back(i);
    CHECK(central_95(numbers).low == doctest::Approx(2.5));
    CHECK(central_95(numbers).high == doctest::Approx(97.5));
    CHECK(central_95({3.0}).low == 3.0);
    CHECK(central_95({3.0}).high == 3.0);
    CHECK(std::isnan(central_95({}).low));
    CHECK(central_95({kMissing, 4.0}).high == 4.0);
  }

  TEST_CASE("the ends that are kept give the same quantiles as all numbers") {
    std::mt19937_64 words(3);
    for (const std::uint32_t count : {1u, 2u, 3u, 5u, 39u, 40u, 41u, 42u, 100u, 500u}) {
      CAPTURE(count);
      Extremes extremes(3, count);
      std::vector<double> all, some;
      for (std::uint32_t i = 0; i < count; ++i) {
        const auto number = static_cast<double>(static_cast<float>(words() % 997) / 8.0f);
        all.push_back(number);
        extremes.add(0, number);
        some.push_back(i % 3 == 0 ? kMissing : number);
        extremes.add(2, some.back());
      }
      CHECK(extremes.central_95(0).low == central_95(all).low);
      CHECK(extremes.central_95(0).high == central_95(all).high);
      CHECK(std::isnan(extremes.central_95(1).low));
      if (count > 1) CHECK(extremes.central_95(2).high == central_95(some).high);
    }
  }

  TEST_CASE("an arm is best in the share of draws in which it is best, ties are split") {
    const std::vector<std::vector<double>> by_arm{
        {1.0, 5.0, 2.0, 3.0}, {1.0, 4.0, 2.0, 9.0}, {0.0, 1.0, 2.0, 1.0}};
    const std::vector<double> most = shares_best(by_arm, true), least = shares_best(by_arm, false);
    CHECK(most[0] == doctest::Approx((0.5 + 1.0 + 1.0 / 3) / 4));
    CHECK(most[1] == doctest::Approx((0.5 + 1.0 / 3 + 1.0) / 4));
    CHECK(most[2] == doctest::Approx((1.0 / 3) / 4));
    CHECK(least[2] == doctest::Approx((1.0 + 1.0 + 1.0 / 3 + 1.0) / 4));
    CHECK(share_better(by_arm[0], by_arm[1], true) == doctest::Approx((0.5 + 1.0 + 0.5 + 0.0) / 4));
    CHECK(share_better(by_arm[0], by_arm[1], false) == doctest::Approx((0.5 + 0.0 + 0.5 + 1.0) / 4));
  }

  TEST_CASE("years hold what their weeks counted") {
    const OutcomeInput in = made_up_outcome(2, 60);  // 420 days, two years
    const engine::Tallies years = in_years(in.tallies, 420);
    CHECK(years.periods == 2);
    CHECK(years.totals == in.tallies.totals);
    for (const model::WeeklyRow& row : model::weekly_table()) {
      std::int64_t of_weeks = 0;
      for (std::uint32_t week = 0; week < 60; ++week) of_weeks += in.tallies.at(1, week, row.weekly);
      CHECK(years.at(1, 0, row.weekly) + years.at(1, 1, row.weekly) == of_weeks);
    }
    std::int64_t second = 0;  // week 52 begins on day 364, in the first year
    for (std::uint32_t week = 53; week < 60; ++week) second += in.tallies.at(1, week, model::Weekly::alive);
    CHECK(years.at(1, 1, model::Weekly::alive) == second);
  }

  TEST_CASE("draws of variants are kept apart from the run's own") {
    const OutcomeInput in = made_up_outcome(2, 5);
    regimen::Experiment experiment = in.experiment;
    experiment.plan.arms = 2;
    CollectedDraws draws(experiment, 2, 1), again(experiment, 2, 1);
    draws.add(in.tallies);
    draws.add(in.tallies);
    const engine::Tallies together = draws.together();
    draws.add(in.tallies);
    CHECK(draws.together() == together);
    CHECK(draws.by_year().size() == 2);
    CHECK(draws.by_year_of_variants().size() == 1);
    CHECK(draws.lives() == 3 * in.tallies.enrolled);
    CHECK(again.set_numbers(draws.numbers()));
    CHECK(again.numbers() == draws.numbers());
  }

  TEST_CASE("draws that were kept are found again, numbers of others are refused") {
    const OutcomeInput in = made_up_outcome(2, 5);
    regimen::Experiment experiment = in.experiment;
    experiment.plan.arms = 2;
    CollectedDraws draws(experiment, 7), again(experiment, 7), fewer(experiment, 1);
    draws.add(in.tallies);
    draws.add(in.tallies);
    const std::vector<std::int64_t> numbers = draws.numbers();
    REQUIRE(again.set_numbers(numbers));
    CHECK(again.count() == 2);
    CHECK(again.numbers() == numbers);
    CHECK(again.together() == draws.together());
    CHECK_FALSE(fewer.set_numbers(numbers));
    CHECK_FALSE(again.set_numbers(std::span(numbers).first(numbers.size() - 1)));
    CHECK_FALSE(again.set_numbers({}));
    std::vector<std::int64_t> more = numbers;  // in one week of a series, than there are draws
    const std::size_t first_count = 1 + draws.together().count_of_numbers();
    REQUIRE(more[first_count] <= 2);
    more[first_count] = 8;
    CHECK_FALSE(again.set_numbers(more));
    CHECK(again.numbers() == numbers);
  }
}
