#include "economics/worth.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tachy::economics {

namespace {

using model::Weekly;

constexpr Weekly kOfState[kStates][2] = {
    {Weekly::remission_treated, Weekly::remission_untreated},
    {Weekly::response_treated, Weekly::response_untreated},
    {Weekly::symptomatic_treated, Weekly::symptomatic_untreated},
};

double counted(const Counts& counts, Weekly what, std::size_t draw, std::size_t arm, std::size_t year) {
  return what == Weekly::kCount ? 0.0 : counts.at(draw, arm, year, what);
}

double price_times_units(const Valuation& valuation, const Counts& counts, std::size_t draw, std::size_t arm,
                         std::size_t year) {
  double cost = 0.0;
  for (const PriceRow& row : kPriceTable)
    cost += price_seen(valuation, row.price) * units_of(valuation, counts, row, draw, arm, year);
  return cost;
}

// The years of one arm in one draw, added up.
struct ArmInDraw {
  const Valuation& valuation;
  const Counts& counts;
  std::size_t draw, arm;

  template <class InYear>
  double per_person(double rate, InYear in_year) const {
    double sum = 0.0;
    for (std::size_t year = 0; year < counts.years(); ++year)
      sum += discount_factor(rate, year) * in_year(year);
    return sum / counts.people(draw);
  }
  double units(const PriceRow& row, double rate) const {
    return per_person(rate,
                      [&](std::size_t year) { return units_of(valuation, counts, row, draw, arm, year); });
  }
  double years_in(std::size_t state, double rate) const {
    return per_person(rate, [&](std::size_t year) { return years_in_state(counts, state, draw, arm, year); });
  }
  double lost(const LossRow& row, double rate) const {
    return per_person(rate, [&](std::size_t year) { return loss_units_of(counts, row, draw, arm, year); });
  }
};

void add_draw(const ArmInDraw& one, ArmWorth& out) {
  const Valuation& v = one.valuation;
  double cost = 0.0, effect = 0.0, life_years = 0.0;
  for (const PriceRow& row : kPriceTable) {
    const double units = one.units(row, v.discount_costs);
    out.price_units[static_cast<std::size_t>(row.price)].push_back(units);
    cost += price_seen(v, row.price) * units;
  }
  for (std::size_t state = 0; state < kStates; ++state) {
    const double years = one.years_in(state, v.discount_effects);
    out.state_years[state].push_back(years);
    effect += v.utilities[state].value * years;
    life_years += one.years_in(state, 0.0);
  }
  for (const LossRow& row : kLossTable) {
    const double units = one.lost(row, v.discount_effects);
    out.loss_units[static_cast<std::size_t>(row.loss)].push_back(units);
    effect -= v.losses[static_cast<std::size_t>(row.loss)].value * units;
  }
  double undiscounted = 0.0;
  for (std::size_t year = 0; year < one.counts.years(); ++year) {
    const double in_year =
        price_times_units(v, one.counts, one.draw, one.arm, year) / one.counts.people(one.draw);
    out.cost_by_year[year].push_back(in_year);
    undiscounted += in_year;
  }
  out.cost.push_back(cost);
  out.effect.push_back(effect);
  out.life_years.push_back(life_years);
  out.cost_undiscounted.push_back(undiscounted);
}

}  // namespace

bool is_time_in_state(Weekly what) {
  for (const auto& pair : kOfState)
    if (what == pair[0] || what == pair[1]) return true;
  const auto price_of_years = [&](const PriceRow& row) {
    return row.units == Units::years && row.counted == what;
  };
  const auto loss_of_years = [&](const LossRow& row) { return row.per_year && row.counted == what; };
  return std::any_of(kPriceTable.begin(), kPriceTable.end(), price_of_years) ||
         std::any_of(kLossTable.begin(), kLossTable.end(), loss_of_years);
}

bool is_looked_at(Weekly what) {
  const auto priced = [&](const PriceRow& row) { return row.counted == what || row.counted_too == what; };
  const auto lost = [&](const LossRow& row) { return row.counted == what; };
  return is_time_in_state(what) || std::any_of(kPriceTable.begin(), kPriceTable.end(), priced) ||
         std::any_of(kLossTable.begin(), kLossTable.end(), lost);
}

double discount_factor(double rate, std::size_t year) {
  return std::pow(1.0 + rate, -static_cast<double>(year));
}

double units_of(const Valuation& valuation, const Counts& counts, const PriceRow& row, std::size_t draw,
                std::size_t arm, std::size_t year) {
  const double first = counted(counts, row.counted, draw, arm, year),
               second = counted(counts, row.counted_too, draw, arm, year);
  switch (row.units) {
    case Units::events:
      return first + second;
    case Units::years:
      return (first + second) / kDaysPerYear;
    case Units::hours_under_watch:
      return first * valuation.observation_hours;
    case Units::hours_of_patient:
      return first * valuation.observation_hours + second * valuation.visit_hours;
  }
  return 0.0;
}

double years_in_state(const Counts& counts, std::size_t state, std::size_t draw, std::size_t arm,
                      std::size_t year) {
  return (counts.at(draw, arm, year, kOfState[state][0]) + counts.at(draw, arm, year, kOfState[state][1])) /
         kDaysPerYear;
}

double loss_units_of(const Counts& counts, const LossRow& row, std::size_t draw, std::size_t arm,
                     std::size_t year) {
  return counts.at(draw, arm, year, row.counted) / (row.per_year ? kDaysPerYear : 1.0);
}

Worth worth_of(const Valuation& valuation, const Counts& counts) {
  Worth worth;
  for (std::size_t arm = 0; arm < counts.arms(); ++arm) {
    ArmWorth& out = worth.arms.emplace_back();
    out.cost_by_year.resize(counts.years());
    out.price_units.resize(kPrices);
    out.state_years.resize(kStates);
    out.loss_units.resize(kLosses);
    for (std::size_t draw = 0; draw < counts.draws(); ++draw) add_draw({valuation, counts, draw, arm}, out);
  }
  return worth;
}

std::vector<LedgerLine> ledger_of(const Valuation& valuation, const Counts& counts, std::size_t arm) {
  std::vector<LedgerLine> ledger;
  for (const PriceRow& row : kPriceTable) {
    LedgerLine line{.price = row.price, .each = price_seen(valuation, row.price)};
    for (std::size_t draw = 0; draw < counts.draws(); ++draw) {
      const ArmInDraw one{valuation, counts, draw, arm};
      line.units += one.units(row, 0.0) / static_cast<double>(counts.draws());
      line.discounted +=
          line.each * one.units(row, valuation.discount_costs) / static_cast<double>(counts.draws());
    }
    line.cost = line.each * line.units;
    ledger.push_back(line);
  }
  return ledger;
}

double mean_of(const ByDraw& numbers) {
  return numbers.empty()
             ? 0.0
             : std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

ByDraw difference(const ByDraw& a, const ByDraw& b) {
  ByDraw result(a.size());
  for (std::size_t draw = 0; draw < a.size(); ++draw) result[draw] = a[draw] - b[draw];
  return result;
}

}  // namespace tachy::economics
