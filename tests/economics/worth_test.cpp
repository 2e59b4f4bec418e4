// From counts to costs and QALYs.
#include <doctest/doctest.h>

#include <cmath>

#include "made_up_counts.hpp"

namespace tachy {

using economics::Counts;
using economics::Perspective;
using economics::Price;
using economics::Valuation;
using economics::Worth;
using model::Weekly;

namespace {

double cost(const Worth& worth, std::size_t arm = 0) { return economics::mean_of(worth.arms[arm].cost); }
double effect(const Worth& worth, std::size_t arm = 0) { return economics::mean_of(worth.arms[arm].effect); }

// One draw, two arms, two years, with something of everything that has a price.
Counts busy_counts() {
  Counts counts = tests::all_symptomatic(1, 2, 2);
  double number = 3.0;
  for (std::size_t arm = 0; arm < 2; ++arm)
    for (std::size_t year = 0; year < 2; ++year)
      for (const economics::PriceRow& row : economics::kPriceTable)
        for (const Weekly what : {row.counted, row.counted_too})
          if (what != Weekly::kCount) counts.at(0, arm, year, what) += number += 2.5;
  return counts;
}

Valuation with_all_prices() {
  Valuation v = tests::worth_one();
  v.perspective = Perspective::society;
  v.observation_hours = 2.0;
  v.visit_hours = 1.5;
  double price = 1.0;
  for (economics::Sourced& sourced : v.prices) sourced.value = price *= 1.7;
  return v;
}

}  // namespace

TEST_SUITE("economics/worth") {
  TEST_CASE("utilities of one give life-years, of nought nothing") {
    const Counts counts = tests::all_symptomatic(3, 1, 2);
    Valuation v = tests::worth_one();
    CHECK(effect(worth_of(v, counts)) == doctest::Approx(2.0).epsilon(1e-12));
    CHECK(economics::mean_of(worth_of(v, counts).arms[0].life_years) == doctest::Approx(2.0).epsilon(1e-12));
    for (economics::Sourced& utility : v.utilities) utility.value = 0.0;
    CHECK(effect(worth_of(v, counts)) == 0.0);
  }

  TEST_CASE("the first year is not discounted, the second by one year, costs and effects apart") {
    const Counts counts = tests::all_symptomatic(1, 1, 3);
    Valuation v = tests::worth_one();
    v.of(Price::symptomatic_year).value = 1000.0;
    v.discount_costs = 0.05;
    v.discount_effects = 0.015;
    CHECK(cost(worth_of(v, counts)) ==
          doctest::Approx(1000 * (1 + 1 / 1.05 + 1 / (1.05 * 1.05))).epsilon(1e-12));
    CHECK(effect(worth_of(v, counts)) == doctest::Approx(1 + 1 / 1.015 + 1 / (1.015 * 1.015)).epsilon(1e-12));
    CHECK(economics::mean_of(worth_of(v, counts).arms[0].cost_undiscounted) == doctest::Approx(3000.0));
    v.discount_costs = v.discount_effects = 0.0;
    CHECK(cost(worth_of(v, counts)) == doctest::Approx(3000.0).epsilon(1e-12));
    CHECK(effect(worth_of(v, counts)) == doctest::Approx(3.0).epsilon(1e-12));
  }

  TEST_CASE("a doubled price doubles its own line of the ledger and nothing else") {
    const Counts counts = busy_counts();
    const Valuation v = with_all_prices();
    const auto before = economics::ledger_of(v, counts, 1);
    for (const economics::PriceRow& row : economics::kPriceTable) {
      CAPTURE(row.name);
      Valuation dearer = v;
      dearer.of(row.price).value *= 2.0;
      const auto after = economics::ledger_of(dearer, counts, 1);
      for (std::size_t line = 0; line < before.size(); ++line) {
        const double times = before[line].price == row.price ? 2.0 : 1.0;
        CHECK(after[line].cost == times * before[line].cost);
        CHECK(after[line].units == before[line].units);
      }
    }
  }

  TEST_CASE("the ledger adds up to the cost, discounted and not, and its units to what was counted") {
    const Counts counts = busy_counts();
    Valuation v = with_all_prices();
    v.discount_costs = 0.03;
    const Worth worth = worth_of(v, counts);
    for (std::size_t arm = 0; arm < 2; ++arm) {
      double undiscounted = 0.0, discounted = 0.0;
      for (const economics::LedgerLine& line : economics::ledger_of(v, counts, arm)) {
        undiscounted += line.cost;
        discounted += line.discounted;
      }
      CHECK(undiscounted ==
            doctest::Approx(economics::mean_of(worth.arms[arm].cost_undiscounted)).epsilon(1e-12));
      CHECK(discounted == doctest::Approx(cost(worth, arm)).epsilon(1e-12));
    }
    const auto ledger = economics::ledger_of(v, counts, 0);
    const auto units = [&](Price price) {
      return ledger[static_cast<std::size_t>(price)].units * counts.people(0);
    };
    const auto counted = [&](Weekly what) { return counts.at(0, 0, 0, what) + counts.at(0, 0, 1, what); };
    CHECK(units(Price::esketamine_device) == doctest::Approx(counted(Weekly::spray_devices)));
    CHECK(units(Price::infusion_vial) == doctest::Approx(counted(Weekly::infusions)));
    CHECK(units(Price::observation_hour) == doctest::Approx(2 * counted(Weekly::supervised_sessions)));
    CHECK(units(Price::use_disorder_year) == doctest::Approx(counted(Weekly::use_disorder) / 365));
    CHECK(units(Price::patient_hour) ==
          doctest::Approx(2 * counted(Weekly::supervised_sessions) + 1.5 * counted(Weekly::visits)));
  }

  TEST_CASE("identical arms differ by exactly nothing") {
    const Counts counts = tests::all_symptomatic(5, 2, 2);
    Valuation v = with_all_prices();
    v.discount_costs = v.discount_effects = 0.035;
    const Worth worth = worth_of(v, counts);
    CHECK(worth.arms[0].cost == worth.arms[1].cost);
    CHECK(worth.arms[0].effect == worth.arms[1].effect);
  }

  TEST_CASE("each perspective counts what is its own") {
    Valuation v;
    v.of(Price::visit).value = 100.0;
    v.of(Price::travel).value = 20.0;
    v.of(Price::work_lost_response_year).value = 5000.0;
    v.patient_pays[static_cast<std::size_t>(Price::visit)] = 30.0;
    const auto seen = [&](Perspective perspective, Price price) {
      v.perspective = perspective;
      return economics::price_seen(v, price);
    };
    CHECK(seen(Perspective::health_care, Price::visit) == 100.0);
    CHECK(seen(Perspective::payer, Price::visit) == 70.0);
    CHECK(seen(Perspective::patient, Price::visit) == 30.0);
    CHECK(seen(Perspective::society, Price::visit) == 100.0);
    CHECK(seen(Perspective::health_care, Price::travel) == 0.0);
    CHECK(seen(Perspective::patient, Price::travel) == 20.0);
    CHECK(seen(Perspective::patient, Price::work_lost_response_year) == 0.0);
    CHECK(seen(Perspective::society, Price::work_lost_response_year) == 5000.0);
  }

  TEST_CASE("two published sets of utilities give gains that differ twofold") {
    const auto gain = [](std::string_view name) {
      const economics::UtilitySet* set = economics::utility_set(name);
      REQUIRE(set);
      return set->of[0] - set->of[economics::kStates - 1];
    };
    CHECK(gain("eq5d_kolovos") == doctest::Approx(0.31));
    CHECK(gain("sf6d_kolovos") == doctest::Approx(0.14));
    CHECK(economics::shown_beside("eq5d_kolovos").name == "sf6d_kolovos");
    CHECK(economics::shown_beside("sf6d_kolovos").name == "eq5d_kolovos");
    for (const economics::UtilitySet& set : economics::kUtilitySets) {
      CAPTURE(set.name);
      CHECK(set.of[0] > set.of[1]);
      CHECK(set.of[1] > set.of[2]);
    }
  }

  TEST_CASE("what has a price or a loss is a measure that may have one") {
    for (const economics::PriceRow& row : economics::kPriceTable) {
      CAPTURE(row.name);
      const model::Worth worth = model::row_of(row.counted).worth;
      CHECK(worth != model::Worth::nothing);
    }
    for (const economics::LossRow& row : economics::kLossTable) {
      CAPTURE(row.name);
      const model::Worth worth = model::row_of(row.counted).worth;
      CHECK((worth == model::Worth::utility || worth == model::Worth::price_and_utility));
    }
  }
}

}  // namespace tachy
