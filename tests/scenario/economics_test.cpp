// What a scenario says about money: prices, utilities, perspectives; and what is refused.
#include <doctest/doctest.h>

#include <string>

#include "in_memory.hpp"
#include "scenario/valuation_of_result.hpp"

using namespace tachy;
using namespace tachy::scenario;
using economics::Price;

namespace {

constexpr const char* kMoney =
    "economics:\n"
    "  currency: USD\n"
    "  price_year: 2024\n"
    "  perspective: payer\n"
    "  discount: {costs: 3 %, effects: 1.5 %}\n"
    "  willingness_to_pay: 100000\n"
    "  observation: 90 min\n"
    "  prices: {visit: 100, infusion: 200}\n"
    "  utilities: {set: eq5d_kolovos}\n";

std::string with_money(const std::string& from = "", const std::string& to = "") {
  std::string money = kMoney;
  if (!from.empty()) {
    REQUIRE(money.find(from) != std::string::npos);
    money.replace(money.find(from), from.size(), to);
  }
  return one_arm(kInduction, money);
}

std::string with_second_arm() { return with_money() + "  - id: other\n    phases:\n" + kInduction; }

bool refused_with(const std::string& text, const std::string& message) {
  const std::string told = shown(load_text(text));
  CAPTURE(told);
  const bool found = told.find(message) != std::string::npos;
  CHECK_MESSAGE(found, told);
  return found;
}

}  // namespace

TEST_SUITE("scenario/economics") {
  TEST_CASE("prices, perspective, discounts and a set of utilities are read") {
    const Loaded loaded = load_text(with_money());
    REQUIRE_MESSAGE(loaded.faults.empty(), shown(loaded));
    REQUIRE(loaded.scenario.economics);
    const economics::Valuation& v = *loaded.scenario.economics;
    CHECK(v.currency == "USD");
    CHECK(v.price_year == "2024");
    CHECK(v.perspective == economics::Perspective::payer);
    CHECK(v.discount_costs == doctest::Approx(0.03));
    CHECK(v.discount_effects == doctest::Approx(0.015));
    CHECK(v.observation_hours == doctest::Approx(1.5));
    CHECK(v.of(Price::visit).value == 100);
    CHECK(v.of(Price::esketamine_device).value == 0);
    CHECK(v.utility_set == "eq5d_kolovos");
    CHECK(v.utilities[0].value == doctest::Approx(0.70));
  }

  TEST_CASE("money changes nothing that is lived: the same experiment, and the same run to go on with") {
    const Loaded cheap = load_text(with_money()), dear = load_text(with_money("visit: 100", "visit: 900")),
                 without = load_text(one_arm(kInduction));
    CHECK(cheap.scenario.lived == dear.scenario.lived);
    CHECK(cheap.scenario.lived == without.scenario.lived);
    CHECK(cheap.scenario.resolved != dear.scenario.resolved);
  }

  TEST_CASE(
      "the shipped parts give every value a source, a grade and, but for utilities, a range around it") {
    for (const char* part : {"us-2024", "uk-2024", "australia-2025"}) {
      CAPTURE(part);
      const Loaded loaded = load_text(
          one_arm(kInduction, std::string("economics: {use: library/economics/") + part + ".yaml}\n"));
      REQUIRE_MESSAGE(loaded.faults.empty(), shown(loaded));
      const economics::Valuation& v = *loaded.scenario.economics;
      CHECK(v.willingness_to_pay > 0);
      CHECK(v.population.people_a_year > 0);
      for (const economics::PriceRow& row : economics::kPriceTable) {
        CAPTURE(row.name);
        const economics::Sourced& price = v.of(row.price);
        if (price.value == 0.0) continue;
        CHECK(!price.grade.empty());
        CHECK(!price.source.empty());
        CHECK(price.low <= price.value);
        CHECK(price.value <= price.high);
        CHECK(price.has_range());
      }
      for (const economics::Sourced& loss : v.losses)
        if (loss.value > 0.0) CHECK(!loss.source.empty());
      for (const economics::Sourced& utility : v.utilities) CHECK(!utility.source.empty());
    }
  }

  TEST_CASE("a result's own prices, another part, and single values set") {
    const Loaded loaded = load_text(with_money());
    const auto found = [&](const ValuationWish& wish) {
      return valuation_of_result(shipped_library(), "r.h5", loaded.scenario.resolved, ".", wish);
    };
    CHECK(found({}).valuation->of(Price::visit).value == 100);
    const ValuationFound set =
        found({.use = "", .set = {{"prices.visit", "150"}, {"perspective", "society"}}});
    CHECK(set.valuation->of(Price::visit).value == 150);
    CHECK(set.valuation->of(Price::infusion).value == 200);
    CHECK(set.valuation->perspective == economics::Perspective::society);
    const ValuationFound british =
        found({.use = "library/economics/uk-2024.yaml", .set = {{"prices.visit", "80"}}});
    REQUIRE(british.valuation);
    CHECK(british.valuation->currency == "GBP");
    CHECK(british.valuation->of(Price::visit).value == 80);
    CHECK(british.valuation->of(Price::visit).grade == "assumed");
    CHECK(british.valuation->of(Price::esketamine_device).grade == "measured");
    CHECK(!found({.use = "", .set = {{"prices.visitt", "80"}}}).faults.empty());
    const ValuationFound misspelt = found({.use = "library/economics/uk2024.yaml", .set = {}});
    REQUIRE(misspelt.faults.size() == 1);  // and not all that the part would hold
    CHECK(misspelt.faults[0].message.find("did you mean 'library/economics/uk-2024.yaml'?") !=
          std::string::npos);
    CHECK(misspelt.faults[0].advice.find("library/economics/us-2024.yaml") != std::string::npos);
    const Loaded without = load_text(one_arm(kInduction));
    CHECK(!valuation_of_result(shipped_library(), "r.h5", without.scenario.resolved, ".", {}).valuation);
  }

  TEST_CASE("utilities may be given one by one, beside a set or without any") {
    const Loaded loaded = load_text(with_money("{set: eq5d_kolovos}", "{set: eq5d_kolovos, response: 0.6}"));
    CHECK(loaded.scenario.economics->utilities[1].value == doctest::Approx(0.6));
    CHECK(loaded.scenario.economics->utilities[0].value == doctest::Approx(0.70));
    CHECK(loaded.scenario.economics->utility_set == "eq5d_kolovos, changed");
    CHECK(load_text(with_money("{set: eq5d_kolovos}", "{remission: 1, response: 1, symptomatic: 1}"))
              .faults.empty());
    CHECK(
        refused_with(with_money("{set: eq5d_kolovos}", "{remission: 1}"), "there is no utility of response"));
  }

  TEST_CASE("what cannot be is refused, with what to write instead") {
    CHECK(refused_with(with_money("  currency: USD\n"), "'currency' is missing"));
    CHECK(refused_with(with_second_arm(), "it is not said which arm"));
    CHECK(load_text(with_second_arm() + "reference_arm: other\n").faults.empty());
    CHECK(refused_with(with_money("  price_year: 2024\n"), "'price_year' is missing"));
    CHECK(refused_with(with_money("costs: 3 %", "costs: 300 %"), "300 %"));
    CHECK(refused_with(with_money("{set: eq5d_kolovos}", "{set: eq5d_kolovos, remission: 1.2}"), "1.2"));
    CHECK(refused_with(with_money("visit: 100", "visit: -5"), "-5"));
    CHECK(refused_with(with_money("eq5d_kolovos", "eq5d_kolovo"), "did you mean 'eq5d_kolovos'?"));
    CHECK(refused_with(with_money("visit: 100", "vist: 100"), "did you mean 'visit'?"));
    CHECK(refused_with(
        with_money("  perspective: payer\n", "  perspective: payer\n  patient_pays: {visit: 120}\n"),
        "patients would pay 120 of a price of 100"));
  }
}
