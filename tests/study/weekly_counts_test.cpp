// The Sick-Sicker microsimulation as a small agent program that counts week by week, as the engine does: what
// its agents are in a yearly cycle is counted in the last week of its year.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "economics/worth.hpp"
#include "output/outcome/draws.hpp"

namespace tachy {

namespace {

constexpr std::uint32_t kAgentCycles = 31, kAgentsADraw = 100, kDaysOfAgents = kAgentCycles * 365;
constexpr model::Weekly kAgentStates[] = {model::Weekly::remission_untreated,
                                          model::Weekly::response_untreated,
                                          model::Weekly::symptomatic_untreated};

std::uint32_t last_week_of(std::uint32_t year) { return ((year + 1) * 365 - 1) / 7; }

// Healthy, sick, sicker, dead (3). The dead stay dead; who dies and who falls sicker exclude each other.
std::uint32_t next_state(std::uint32_t state, double luck) {
  const double hazard = -std::log(1 - 0.005), sick_dies = 1 - std::exp(-3 * hazard),
               sicker_dies = 1 - std::exp(-10 * hazard);
  if (state == 0) return luck < 0.15 ? 1 : luck < 0.155 ? 3 : 0;
  if (state == 1) return luck < 0.5 ? 0 : luck < 0.605 ? 2 : luck < 0.605 + sick_dies ? 3 : 1;
  return state == 2 && luck >= sicker_dies ? 2 : 3;
}

engine::Tallies weekly_counts_of_agents(std::mt19937_64& words) {
  engine::Tallies tallies(1, (kDaysOfAgents + 6) / 7);
  tallies.enrolled = kAgentsADraw;
  for (std::uint32_t agent = 0; agent < kAgentsADraw; ++agent) {
    std::uint32_t state = 0;
    for (std::uint32_t cycle = 0; cycle < kAgentCycles && state < 3; ++cycle) {
      ++tallies.at(0, last_week_of(cycle), kAgentStates[state]);
      state = next_state(state, std::uniform_real_distribution<>()(words));
    }
  }
  return tallies;
}

// How far the mean of the draws is from the exact one, in standard errors.
double errors_from(double exact, const economics::ByDraw& draws) {
  const double mean = economics::mean_of(draws), n = static_cast<double>(draws.size());
  double squares = 0.0;
  for (const double draw : draws) squares += (draw - mean) * (draw - mean);
  return (mean - exact) / std::sqrt(squares / (n * (n - 1)));
}

}  // namespace

TEST_SUITE("study/weekly_counts") {
  TEST_CASE("an agent program's weekly counts, added up by year, approach the exact cost and QALYs") {
    constexpr std::size_t kDraws = 200;
    std::mt19937_64 words(2016);
    economics::Counts counts(kDraws, 1, kAgentCycles);
    for (std::size_t draw = 0; draw < kDraws; ++draw) {
      const engine::Tallies years = output::in_years(weekly_counts_of_agents(words), kDaysOfAgents);
      REQUIRE(years.periods == kAgentCycles);
      counts.people(draw) = kAgentsADraw;
      for (std::uint32_t year = 0; year < kAgentCycles; ++year)
        for (const model::Weekly state : kAgentStates)  // a count stands for a year, not for a week
          counts.at(draw, 0, year, state) =
              economics::kDaysPerYear * static_cast<double>(years.at(0, year, state));
    }
    economics::Valuation v;
    v.discount_costs = v.discount_effects = 0.03;
    v.of(economics::Price::remission_year).value = 2000;
    v.of(economics::Price::response_year).value = 4000;
    v.of(economics::Price::symptomatic_year).value = 15000;
    v.utilities[0].value = 1.0;
    v.utilities[1].value = 0.75;
    v.utilities[2].value = 0.5;
    const economics::Worth worth = economics::worth_of(v, counts);
    const double cost = errors_from(75976.149, worth.arms[0].cost),
                 effect = errors_from(15.838848, worth.arms[0].effect);
    CAPTURE(cost);
    CAPTURE(effect);
    CHECK(std::abs(cost) < 3.5);
    CHECK(std::abs(effect) < 3.5);
  }
}

}  // namespace tachy
