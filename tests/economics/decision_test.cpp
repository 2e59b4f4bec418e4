// Rules of decision, by cases with known answers. Where they come from: the names in brackets.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "economics/decision.hpp"
#include "economics/sensitivity.hpp"
#include "made_up_counts.hpp"

namespace tachy {

using economics::ByDraw;
using economics::CostEffect;
using economics::Option;
using economics::Standing;

namespace {

const Option& option_of(const std::vector<Option>& options, std::size_t arm) {
  return *std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.arm == arm; });
}

}  // namespace

TEST_SUITE("economics/decision") {
  // dampack, test_calculate_icers: arms E D C B A UC
  TEST_CASE("a table with one arm dominated and one extendedly dominated has the published ICERs") {
    const std::vector<double> cost{55000, 35000, 25000, 10000, 12000, 5000}, effect{5, 4, 3, 2, 1.5, 1};
    const std::vector<Option> options = economics::incremental_analysis(cost, effect, 5);
    CHECK(option_of(options, 5).standing == Standing::cheapest);
    CHECK(option_of(options, 3).icer == doctest::Approx(5000));
    CHECK(option_of(options, 1).icer == doctest::Approx(12500));
    CHECK(option_of(options, 0).icer == doctest::Approx(20000));
    CHECK(option_of(options, 4).standing == Standing::dominated);
    CHECK(option_of(options, 4).against == 3);
    CHECK(option_of(options, 2).standing == Standing::extended);
    CHECK(option_of(options, 2).against == 3);
    CHECK(option_of(options, 2).and_against == 1);
    const std::vector<std::size_t> in_order{5, 3, 4, 2, 1, 0};
    for (std::size_t i = 0; i < in_order.size(); ++i) CHECK(options[i].arm == in_order[i]);
  }

  TEST_CASE("the order of the arms changes nothing but their numbers") {
    const std::vector<double> cost{10, 30, 20, 40}, effect{1, 2.5, 1.2, 2};
    const std::vector<std::size_t> shuffled{2, 0, 3, 1};
    std::vector<double> other_cost, other_effect;
    for (const std::size_t arm : shuffled)
      other_cost.push_back(cost[arm]), other_effect.push_back(effect[arm]);
    const auto first = economics::incremental_analysis(cost, effect, 0),
               second = economics::incremental_analysis(other_cost, other_effect, 1);
    for (std::size_t i = 0; i < first.size(); ++i) {
      CHECK(first[i].arm == shuffled[second[i].arm]);
      CHECK(first[i].standing == second[i].standing);
      CHECK(first[i].icer == second[i].icer);
    }
  }

  TEST_CASE("a dominated arm added changes no other arm, no EVPI and no share") {
    const CostEffect two{.cost = {{100, 120}, {300, 250}}, .effect = {{1, 1.1}, {1.2, 1.15}}};
    CostEffect three = two;
    three.cost.push_back({400, 400});
    three.effect.push_back({0.9, 0.9});
    const auto nb_two = economics::net_benefit(two, 2000), nb_three = economics::net_benefit(three, 2000);
    CHECK(economics::evpi(nb_two) == economics::evpi(nb_three));
    CHECK(economics::shares_best(nb_two)[1] == economics::shares_best(nb_three)[1]);
    CHECK(economics::shares_best(nb_three)[2] == 0.0);
    const auto without =
        economics::incremental_analysis(economics::means_of(two.cost), economics::means_of(two.effect));
    const auto with =
        economics::incremental_analysis(economics::means_of(three.cost), economics::means_of(three.effect));
    CHECK(option_of(with, 1).icer == option_of(without, 1).icer);
    CHECK(option_of(with, 2).standing == Standing::dominated);
  }

  // BCEA 2.4.8: its frontier was the upper edge of the curves until 2025
  TEST_CASE("the frontier is the share of the arm with the best mean, not the upper edge of the curves") {
    ByDraw skewed(10, -1.0);
    skewed[0] = 20.0;
    const std::vector<ByDraw> net_benefit{ByDraw(10, 0.0), skewed};
    const std::size_t best = economics::best_arm(economics::means_of(net_benefit), 0);
    CHECK(best == 1);
    CHECK(economics::shares_best(net_benefit)[best] == doctest::Approx(0.1));
    CHECK(economics::shares_best(net_benefit)[0] == doctest::Approx(0.9));
    CHECK(economics::evpi(net_benefit) == doctest::Approx(0.9));
  }

  TEST_CASE("ties are shared out, and of equal means the reference is taken") {
    const std::vector<ByDraw> net_benefit{{1, 2}, {1, 2}, {0, 2}};
    const std::vector<double> shares = economics::shares_best(net_benefit);
    CHECK(shares[0] == doctest::Approx((0.5 + 1.0 / 3) / 2));
    CHECK(shares[0] == shares[1]);
    CHECK(shares[0] + shares[1] + shares[2] == doctest::Approx(1.0));
    CHECK(economics::best_arm({3, 3, 3}, 2) == 2);
    CHECK(economics::best_arm({3, 3, 1}, 2) == 0);
  }

  TEST_CASE("the least expected loss is the EVPI") {
    const std::vector<ByDraw> net_benefit{{5, 1, 3}, {2, 4, 4}, {3, 3, 3}};
    const std::vector<double> loss = economics::expected_loss(net_benefit);
    CHECK(*std::min_element(loss.begin(), loss.end()) == doctest::Approx(economics::evpi(net_benefit)));
    CHECK(economics::evpi(net_benefit) == doctest::Approx((5 + 4 + 4) / 3.0 - 10 / 3.0));
    CHECK(economics::evpi({{1, 2, 3}}) == 0.0);
  }

  // voi left the years out at a rate of nought
  TEST_CASE("a population at a discount of nought is people times years, else the annuity due") {
    CHECK(economics::for_population(2.0, 100, 10, 0.0) == doctest::Approx(2000));
    CHECK(economics::for_population(1.0, 1, 10, 0.035) == doctest::Approx(8.607687).epsilon(1e-7));
  }

  // hesim, vignette cea: two groups, three arms
  TEST_CASE("choosing by group is worth what was published") {
    const std::vector<std::vector<double>> net_benefit{{400219.182, 442198.964, 364759.588},
                                                       {400102.862, 462691.200, 489300.781}};
    CHECK(economics::value_of_choosing_by_group(net_benefit, {0.25, 0.75}) ==
          doctest::Approx(19359.84).epsilon(1e-6));
  }

  TEST_CASE("an ICER is a ratio of means, and the arms change places where it says") {
    const CostEffect ce{.cost = {{0, 0}, {100, 300}}, .effect = {{0, 0}, {0.001, 0.02}}};
    const auto switches = economics::switches(ce);
    REQUIRE(switches.size() == 2);
    CHECK(switches[1].willingness_to_pay == doctest::Approx(400 / 0.021));
    const auto best_at = [&](double k) {
      return economics::best_arm(economics::means_of(economics::net_benefit(ce, k)), 0);
    };
    CHECK(best_at(switches[1].willingness_to_pay * 0.999) == 0);
    CHECK(best_at(switches[1].willingness_to_pay * 1.001) == 1);
  }

  TEST_CASE("at a threshold two arms are worth the same, and at a switching value the best one changes") {
    economics::Counts counts = tests::all_symptomatic(2, 2, 1);
    economics::Valuation v = tests::worth_one();
    v.utilities[2].value = 0.5;
    v.of(economics::Price::visit) = {.value = 100, .low = 50, .high = 400, .grade = "", .source = ""};
    for (std::size_t draw = 0; draw < 2; ++draw) {
      counts.at(draw, 1, 0, model::Weekly::visits) = 300.0 + 100.0 * static_cast<double>(draw);
      counts.at(draw, 1, 0, model::Weekly::remission_treated) = 3650.0;
      counts.at(draw, 1, 0, model::Weekly::symptomatic_untreated) -= 3650.0;
    }
    const auto mean_nb = [&](const economics::Valuation& valuation) {
      return economics::means_of(
          economics::net_benefit(economics::cost_effect_of(economics::worth_of(valuation, counts), 0),
                                 valuation.willingness_to_pay));
    };
    const auto inputs = economics::inputs_of(v, economics::worth_of(v, counts), v.willingness_to_pay);
    const std::vector<double> now = mean_nb(v);
    const std::size_t best = economics::best_arm(now, 0);
    REQUIRE(best == 1);
    for (const economics::Input& input : inputs) {
      CAPTURE(input.name);
      const auto even = economics::threshold(input, now, 1, 0);
      if (input.name != "prices.visit") continue;
      REQUIRE(even);
      v.of(economics::Price::visit).value = *even;
      const std::vector<double> then = mean_nb(v);
      CHECK(then[0] == doctest::Approx(then[1]).epsilon(1e-9));
      const auto next = economics::switching_values(input, now, best);
      REQUIRE(next.above);
      CHECK(next.above->value == doctest::Approx(*even));
      CHECK(!next.below);
      const auto bars = economics::tornado(inputs, now, 1, 0);
      REQUIRE(bars.size() == 1);
      v.of(economics::Price::visit).value = 400;
      CHECK(bars[0].at_high == doctest::Approx(mean_nb(v)[1] - mean_nb(v)[0]).epsilon(1e-9));
    }
  }

  TEST_CASE("a budget follows those who began earlier, undiscounted") {
    economics::Counts counts = tests::all_symptomatic(1, 2, 2);
    counts.at(0, 1, 0, model::Weekly::visits) = 100;  // one each in the first year of the new arm
    counts.at(0, 1, 1, model::Weekly::visits) = 50;
    economics::Valuation v = tests::worth_one();
    v.discount_costs = 0.2;
    v.of(economics::Price::visit).value = 10;
    const auto worth = economics::worth_of(v, counts);
    const auto budget =
        economics::budget_impact(worth, {.people_a_year = 1000, .years = 3, .uptake = {0.1, 0.5}}, 1, 0);
    REQUIRE(budget.size() == 3);
    CHECK(budget[0].impact == doctest::Approx(100 * 10));
    CHECK(budget[1].impact == doctest::Approx(500 * 10 + 100 * 5));
    CHECK(budget[2].impact == doctest::Approx(500 * 10 + 500 * 5));
    CHECK(budget[2].people_reached == doctest::Approx(500));
  }
}

}  // namespace tachy
