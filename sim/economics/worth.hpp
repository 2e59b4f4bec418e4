// Counts times prices and utilities: what each arm costs and what it is worth, in every draw.
//
// Costs and effects are discounted by whole years since the start: those of the first year not at all, those
// of the second by one year, and so on. Each weekly review stands for its whole week; there is no half-cycle
// correction. Everything is linear in the counts.
#pragma once

#include <vector>

#include "economics/counts.hpp"
#include "economics/valuation.hpp"

namespace tachy::economics {

using ByDraw = std::vector<double>;

// Whether a count is of people who are in a state at their review (so many days each), and whether it has a
// price, a utility or a loss at all.
bool is_time_in_state(model::Weekly what);
bool is_looked_at(model::Weekly what);

double discount_factor(double rate, std::size_t year);

// Units of a price in a draw, arm and year, of all people together.
double units_of(const Valuation& valuation, const Counts& counts, const PriceRow& row, std::size_t draw,
                std::size_t arm, std::size_t year);

// Years that all people together spend in a state, and units of a loss.
double years_in_state(const Counts& counts, std::size_t state, std::size_t draw, std::size_t arm,
                      std::size_t year);
double loss_units_of(const Counts& counts, const LossRow& row, std::size_t draw, std::size_t arm,
                     std::size_t year);

// One arm, each a mean per person, by draw.
struct ArmWorth {
  ByDraw cost, effect;                   // discounted
  ByDraw cost_undiscounted, life_years;  // life-years undiscounted
  std::vector<ByDraw> cost_by_year;      // [year], undiscounted
  std::vector<ByDraw> price_units;       // [Price], discounted as costs are: times the price = its cost
  std::vector<ByDraw> state_years;       // [State], discounted as effects are
  std::vector<ByDraw> loss_units;        // [Loss], discounted as effects are
};
struct Worth {
  std::vector<ArmWorth> arms;
};
Worth worth_of(const Valuation& valuation, const Counts& counts);

// One line of an arm's ledger: means over the draws, per person, undiscounted and discounted.
struct LedgerLine {
  Price price;
  double units = 0.0, each = 0.0, cost = 0.0, discounted = 0.0;
};
std::vector<LedgerLine> ledger_of(const Valuation& valuation, const Counts& counts, std::size_t arm);

double mean_of(const ByDraw& numbers);
ByDraw difference(const ByDraw& a, const ByDraw& b);

}  // namespace tachy::economics
