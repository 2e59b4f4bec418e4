// The Sick-Sicker model through the economics layer: healthy stands for remission, sick for response, sicker
// for symptomatic. Its cohort gives the published means exactly, a small agent program approaches them.
//
// Inputs: DARTH-git, Microsimulation-tutorial (Appendix A) and cohort-modeling-tutorial-intro
// (cSTM_time_indep.R). Exact means computed from them by matrix.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <random>

#include "economics/decision.hpp"

namespace tachy {

using economics::Counts;
using economics::Price;
using economics::Valuation;
using model::Weekly;

namespace {

constexpr std::size_t kHealthStates = 4;  // healthy, sick, sicker, dead
using Shares = std::array<double, kHealthStates>;
using Transitions = std::array<Shares, kHealthStates>;
constexpr Weekly kCountedAs[] = {Weekly::remission_untreated, Weekly::response_untreated,
                                 Weekly::symptomatic_untreated};

// A year's probabilities; those of dying rise with the state by ratios of hazards. The cohort's moves are of
// those who stay alive, the microsimulation's of all.
struct Chain {
  double healthy_dies_per_year, falls_sick, recovers, gets_sicker;
  bool of_the_living;
};
double probability(double rate) { return 1 - std::exp(-rate); }
Transitions transitions_of(const Chain& chain) {
  const double healthy_dies = probability(chain.healthy_dies_per_year),
               sick_dies = probability(3 * chain.healthy_dies_per_year),
               sicker_dies = probability(10 * chain.healthy_dies_per_year);
  const double healthy_moves = chain.of_the_living ? 1 - healthy_dies : 1,
               sick_moves = chain.of_the_living ? 1 - sick_dies : 1;
  Transitions move{{{0, healthy_moves * chain.falls_sick, 0, healthy_dies},
                    {sick_moves * chain.recovers, 0, sick_moves * chain.gets_sicker, sick_dies},
                    {0, 0, 0, sicker_dies},
                    {0, 0, 0, 0}}};
  for (std::size_t state = 0; state < kHealthStates; ++state)
    move[state][state] = 1 - std::accumulate(move[state].begin(), move[state].end(), 0.0);
  return move;
}
const Chain kMicrosimulation{.healthy_dies_per_year = -std::log(1 - 0.005),
                             .falls_sick = 0.15,
                             .recovers = 0.5,
                             .gets_sicker = 0.105,
                             .of_the_living = false};

Valuation priced(double healthy, double sick, double sicker, double utility_of_sick) {
  Valuation v;
  v.discount_costs = v.discount_effects = 0.03;
  v.of(Price::remission_year).value = healthy;
  v.of(Price::response_year).value = sick;
  v.of(Price::symptomatic_year).value = sicker;
  v.utilities[0].value = 1.0;
  v.utilities[1].value = utility_of_sick;
  v.utilities[2].value = 0.5;
  return v;
}

// A cohort of one: shares in place of people, the start counted as the first cycle.
Counts cohort(const Transitions& move, std::size_t cycles) {
  Counts counts(1, 1, cycles + 1);
  counts.people(0) = 1.0;
  Shares now{1, 0, 0, 0};
  for (std::size_t cycle = 0; cycle <= cycles; ++cycle) {
    for (std::size_t state = 0; state < 3; ++state)
      counts.at(0, 0, cycle, kCountedAs[state]) = now[state] * economics::kDaysPerYear;
    Shares next{};
    for (std::size_t from = 0; from < kHealthStates; ++from)
      for (std::size_t to = 0; to < kHealthStates; ++to) next[to] += now[from] * move[from][to];
    now = next;
  }
  return counts;
}

// One agent after the other; a draw is a hundred agents, so that the spread of draws tells the error.
Counts agents(const Transitions& move, std::size_t cycles, std::size_t draws) {
  constexpr std::size_t kAgents = 100;
  std::mt19937_64 engine(2016);
  Counts counts(draws, 1, cycles + 1);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    counts.people(draw) = kAgents;
    for (std::size_t agent = 0; agent < kAgents; ++agent) {
      std::size_t state = 0;
      for (std::size_t cycle = 0; cycle <= cycles && state < 3; ++cycle) {
        counts.at(draw, 0, cycle, kCountedAs[state]) += economics::kDaysPerYear;
        double left = std::uniform_real_distribution<>()(engine);
        std::size_t to = 0;
        while (to + 1 < kHealthStates && left >= move[state][to]) left -= move[state][to++];
        state = to;
      }
    }
  }
  return counts;
}

struct CostAndEffect {
  double cost, effect;
};
CostAndEffect valued(const Valuation& v, const Counts& counts) {
  const economics::Worth worth = economics::worth_of(v, counts);
  return {economics::mean_of(worth.arms[0].cost), economics::mean_of(worth.arms[0].effect)};
}

double standard_error(const economics::ByDraw& numbers) {
  const double middle = economics::mean_of(numbers), n = static_cast<double>(numbers.size());
  double squares = 0.0;
  for (const double number : numbers) squares += (number - middle) * (number - middle);
  return std::sqrt(squares / (n * (n - 1)));
}

}  // namespace

TEST_SUITE("economics/sick_sicker") {
  TEST_CASE("the exact means of the published microsimulation come out") {
    const Counts counts = cohort(transitions_of(kMicrosimulation), 30);
    const CostAndEffect none = valued(priced(2000, 4000, 15000, 0.75), counts),
                        treated = valued(priced(2000, 16000, 27000, 0.95), counts);
    CHECK(none.cost == doctest::Approx(75976.149).epsilon(1e-8));
    CHECK(none.effect == doctest::Approx(15.838848).epsilon(1e-7));
    CHECK(treated.cost == doctest::Approx(141623.028).epsilon(1e-8));
    CHECK(treated.effect == doctest::Approx(16.400406).epsilon(1e-7));
    CHECK((treated.cost - none.cost) / (treated.effect - none.effect) ==
          doctest::Approx(116901.38).epsilon(1e-7));
  }

  TEST_CASE("an agent program approaches them within its error") {
    const Counts counts = agents(transitions_of(kMicrosimulation), 30, 200);
    const economics::Worth worth = economics::worth_of(priced(2000, 4000, 15000, 0.75), counts);
    const double cost_z = (economics::mean_of(worth.arms[0].cost) - 75976.149) /
                          standard_error(worth.arms[0].cost),
                 effect_z = (economics::mean_of(worth.arms[0].effect) - 15.838848) /
                            standard_error(worth.arms[0].effect);
    CAPTURE(cost_z);
    CAPTURE(effect_z);
    CHECK(std::abs(cost_z) < 3.5);
    CHECK(std::abs(effect_z) < 3.5);
  }

  TEST_CASE(
      "the published cohort of 75 cycles without half-cycle correction has its costs, QALYs and ICERs") {
    const Chain usual{.healthy_dies_per_year = 0.002,
                      .falls_sick = probability(0.15),
                      .recovers = probability(0.5),
                      .gets_sicker = probability(0.105),
                      .of_the_living = true};
    Chain with_b = usual;
    with_b.gets_sicker = probability(0.6 * 0.105);
    const Counts as_usual = cohort(transitions_of(usual), 75), under_b = cohort(transitions_of(with_b), 75);
    const CostAndEffect none = valued(priced(2000, 4000, 15000, 0.75), as_usual),
                        a = valued(priced(2000, 16000, 27000, 0.95), as_usual),
                        b = valued(priced(2000, 17000, 28000, 0.75), under_b),
                        ab = valued(priced(2000, 29000, 40000, 0.95), under_b);
    CHECK(none.cost == doctest::Approx(153541.413).epsilon(1e-8));
    CHECK(none.effect == doctest::Approx(21.554487).epsilon(1e-7));
    CHECK(b.cost == doctest::Approx(261490.974).epsilon(1e-8));
    CHECK(b.effect == doctest::Approx(23.032608).epsilon(1e-7));
    const auto options = economics::incremental_analysis({none.cost, a.cost, b.cost, ab.cost},
                                                         {none.effect, a.effect, b.effect, ab.effect});
    CHECK(options[1].arm == 2);
    CHECK(options[1].icer == doctest::Approx(73031.60).epsilon(1e-6));
    CHECK(options[2].arm == 1);
    CHECK(options[2].standing == economics::Standing::dominated);
    CHECK(options[3].icer == doctest::Approx(125669.2).epsilon(1e-6));
  }
}

}  // namespace tachy
