// Cohort models and incremental tables of published packages, reproduced by counts, prices and utilities.
#include <doctest/doctest.h>

#include <array>
#include <numeric>

#include "economics/decision.hpp"

namespace tachy {

using economics::Counts;
using economics::Price;
using economics::Valuation;
using model::Weekly;

namespace {

// Three states of the living, and death. Cycle c is counted in year c; of year 0 nothing, unless the start
// counts.
using People = std::array<double, 4>;
using Moves = std::array<People, 4>;
constexpr Weekly kStateCounts[] = {Weekly::remission_untreated, Weekly::response_untreated,
                                   Weekly::symptomatic_untreated};

People moved(const People& now, const Moves& moves) {
  People next{};
  for (std::size_t from = 0; from < 4; ++from)
    for (std::size_t to = 0; to < 4; ++to) next[to] += now[from] * moves[from][to];
  return next;
}

void count_year(Counts& counts, std::size_t year, const People& now, double share = 1.0) {
  for (std::size_t state = 0; state < 3; ++state)
    counts.at(0, 0, year, kStateCounts[state]) += share * now[state] * economics::kDaysPerYear;
}

Valuation with_state_prices(double first, double second, double third) {
  Valuation v;
  v.of(Price::remission_year).value = first;
  v.of(Price::response_year).value = second;
  v.of(Price::symptomatic_year).value = third;
  return v;
}

double cost_of(const Valuation& v, const Counts& counts) {
  return economics::mean_of(economics::worth_of(v, counts).arms[0].cost);
}
double effect_of(const Valuation& v, const Counts& counts) {
  return economics::mean_of(economics::worth_of(v, counts).arms[0].effect);
}

// Chancellor 1997, as rdecision's vignette SM01-HIV has it: people with HIV in states A, B and AIDS.
Moves hiv_moves(double relative_risk) {
  constexpr double kA = 1251 + 350 + 116 + 17, kB = 731 + 512 + 15, kC = 1312 + 437;
  Moves moves{
      {{0, 350 / kA, 116 / kA, 17 / kA}, {0, 0, 512 / kB, 15 / kB}, {0, 0, 0, 437 / kC}, {0, 0, 0, 0}}};
  for (std::size_t state = 0; state < 4; ++state) {
    for (double& move : moves[state]) move *= relative_risk;
    moves[state][state] = 1 - std::accumulate(moves[state].begin(), moves[state].end(), 0.0);
  }
  return moves;
}

struct Treatment {
  double life_years, cost;
};
// So many years on the second drug; years after them are counted apart, as their prices are others.
Treatment hiv_treatment(std::size_t years_on_both, bool half_cycle) {
  constexpr std::size_t kCycles = 20;
  constexpr double kFirst = 2278, kSecond = 2087;
  Counts with(1, 1, kCycles + 1), without(1, 1, kCycles + 1);
  with.people(0) = without.people(0) = 1.0;
  People now{1, 0, 0, 0};
  for (std::size_t cycle = 1; cycle <= kCycles; ++cycle) {
    const People before = now;
    const bool both = cycle <= years_on_both;
    now = moved(now, hiv_moves(both ? 0.509 : 1.0));
    Counts& counts = both ? with : without;
    count_year(counts, cycle, now, half_cycle ? 0.5 : 1.0);
    if (half_cycle) count_year(counts, cycle, before, 0.5);
  }
  Valuation later = with_state_prices(1701 + 1055 + kFirst, 1774 + 1278 + kFirst, 6948 + 2059 + kFirst);
  later.discount_costs = 0.06;
  for (economics::Sourced& utility : later.utilities) utility.value = 1.0;
  Valuation early = later;
  for (const Price price : {Price::remission_year, Price::response_year, Price::symptomatic_year})
    early.of(price).value += kSecond;
  return {effect_of(early, with) + effect_of(later, without), cost_of(early, with) + cost_of(later, without)};
}

}  // namespace

TEST_SUITE("economics/published_tables") {
  // dampack, vignettes/cdiff_icers.csv
  TEST_CASE("a table of eleven arms has the published ICERs and dominated arms") {
    const std::vector<std::string> names{"s3",  "s27", "s33", "s31", "s43", "s44",
                                         "s39", "s4",  "s13", "s37", "s20"};
    const std::vector<double> cost{57336.0059896538, 57541.2526373815, 57642.2587507842, 57934.0743411241,
                                   58072.1137208494, 58665.7823044647, 57814.6470919581, 57887.481549326,
                                   58018.6252420203, 58081.7947984323, 58634.2026441398},
        effect{12.9399639202408, 13.0140640696275, 13.0389116321918, 13.0966257932217,
               13.11285766912,   13.1283328397025, 13.0462790163185, 12.9970657153765,
               13.0650412387992, 13.1029711156978, 13.1100568867995};
    std::vector<std::string> efficient, extended, dominated;
    std::vector<double> icers;
    for (const economics::Option& option : economics::incremental_analysis(cost, effect)) {
      if (option.standing == economics::Standing::extended) extended.push_back(names[option.arm]);
      if (option.standing == economics::Standing::dominated) dominated.push_back(names[option.arm]);
      if (option.standing != economics::Standing::efficient) continue;
      efficient.push_back(names[option.arm]);
      icers.push_back(option.icer);
    }
    CHECK(efficient == std::vector<std::string>{"s27", "s33", "s31", "s43", "s44"});
    CHECK(extended == std::vector<std::string>{"s39"});
    CHECK(dominated == std::vector<std::string>{"s4", "s13", "s37", "s20"});
    const double published[] = {2769.85470915263, 4065.03105249231, 5056.2216470406, 8504.2160616553,
                                38362.6519947134};
    for (std::size_t i = 0; i < icers.size(); ++i)
      CHECK(icers[i] == doctest::Approx(published[i]).epsilon(1e-8));
  }

  // rdecision, vignette SM01-HIV: 7.996 and 8.937 life-years, 44,663 and 50,602, 6,276 for a life-year
  TEST_CASE("one drug against two for HIV costs and gives what is published, with and without half-cycles") {
    const Treatment one = hiv_treatment(0, false), two = hiv_treatment(2, false);
    CHECK(one.life_years == doctest::Approx(7.996).epsilon(1e-3));  // the book rounds its probabilities
    CHECK(one.cost == doctest::Approx(44663).epsilon(2e-5));
    CHECK(two.life_years == doctest::Approx(8.937).epsilon(1e-4));
    CHECK(two.cost == doctest::Approx(50602).epsilon(2e-5));
    CHECK((two.cost - one.cost) / (two.life_years - one.life_years) == doctest::Approx(6276).epsilon(2e-4));
    CHECK(hiv_treatment(0, true).life_years == doctest::Approx(8.475).epsilon(1e-4));
    CHECK(hiv_treatment(2, true).life_years == doctest::Approx(9.42).epsilon(1e-3));
  }

  // Evans 1997, as rdecision's vignette DT01-Sumatriptan has it: 22.06 and 4.73 CAD, utility 0.41 and 0.20,
  // of a day
  TEST_CASE("one attack of migraine costs and gives what is published") {
    struct Attack {
      double cost, utility;
    };
    const auto attack = [](double price, double relief, double no_recurrence) {
      constexpr double kEmergency = 63.16, kAdmission = 1093, kGoes = 0.08, kAdmitted = 0.002;
      const double no_relief = 1 - relief;
      return Attack{
          price + relief * (1 - no_recurrence) * price +
              no_relief * kGoes * (kEmergency + kAdmitted * kAdmission),
          relief * (no_recurrence * 1.0 + (1 - no_recurrence) * 0.9) +
              no_relief * ((1 - kGoes) * -0.30 + kGoes * ((1 - kAdmitted) * 0.1 + kAdmitted * -0.30))};
    };
    const Attack sumatriptan = attack(16.10, 0.558, 0.594), caffeine = attack(1.32, 0.379, 0.703);
    CHECK(sumatriptan.cost == doctest::Approx(22.06).epsilon(1e-3));
    CHECK(caffeine.cost == doctest::Approx(4.73).epsilon(5e-3));
    CHECK(sumatriptan.utility == doctest::Approx(0.41).epsilon(0.01));
    CHECK(caffeine.utility == doctest::Approx(0.20).epsilon(0.01));
    const auto options = economics::incremental_analysis(
        {sumatriptan.cost, caffeine.cost}, {sumatriptan.utility / 365.25, caffeine.utility / 365.25});
    CHECK(options[1].icer == doctest::Approx(29366).epsilon(2e-3));
  }

  // Sonnenberg and Beck 1993, as in rdecision's tests
  TEST_CASE("the tutorial's three states have its people and its QALYs") {
    const Moves moves{{{0.6, 0.2, 0, 0.2}, {0, 0.6, 0, 0.4}, {0, 0, 0, 1}, {0, 0, 0, 1}}};
    Counts counts(1, 1, 25), halves(1, 1, 25);
    counts.people(0) = halves.people(0) = 10000;
    People now{10000, 0, 0, 0};
    for (std::size_t cycle = 1; cycle <= 24; ++cycle) {
      const People before = now;
      now = moved(now, moves);
      if (cycle == 1) CHECK(now[0] == doctest::Approx(6000));
      if (cycle == 2) {
        CHECK(now[0] == doctest::Approx(3600));
        CHECK(now[1] == doctest::Approx(2400));
        CHECK(now[3] == doctest::Approx(4000));
      }
      count_year(counts, cycle, now);
      count_year(halves, cycle, now, 0.5);
      count_year(halves, cycle, before, 0.5);
    }
    Valuation v;
    v.utilities[0].value = 1.0;
    v.utilities[1].value = 0.7;
    CHECK(effect_of(v, counts) == doctest::Approx(2.3752).epsilon(1e-4));
    CHECK(effect_of(v, halves) == doctest::Approx(2.875).epsilon(1e-3));
  }
}

}  // namespace tachy
