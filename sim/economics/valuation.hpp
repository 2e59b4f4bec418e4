// What a result is valued by: prices, utilities, losses, discounts and the perspective. Nothing here is known
// to the engine.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "economics/prices.hpp"
#include "economics/utilities.hpp"

namespace tachy::economics {

// Whose costs count.
enum class Perspective : std::uint32_t {
  health_care,  // all care, whoever pays for it
  payer,        // care, less what patients pay of it
  patient,      // what patients pay of care, their travel and time
  society,      // care, travel, time and lost work
};
inline constexpr std::string_view kPerspectiveNames[] = {"health_care", "payer", "patient", "society"};

// A number with what it rests on and how far it may be off.
struct Sourced {
  double value = 0.0;
  double low = 0.0, high = 0.0;  // equal to value where no range is stated
  std::string grade, source;
  bool has_range() const { return low < high; }
};

// Who it is about, for the value of information and for budgets.
struct Population {
  double people_a_year = 0.0;  // 0: not said
  std::uint32_t years = 1;
  std::vector<double> uptake;  // of each year, the share of the people that the new arm reaches
};

struct Valuation {
  std::string title, currency, price_year;
  Perspective perspective = Perspective::health_care;
  double discount_costs = 0.0, discount_effects = 0.0;  // a year, 0.03 = 3 %
  double willingness_to_pay = 0.0;                      // for a QALY
  double observation_hours = 0.0;                       // after each supervised session
  double visit_hours = 0.0;                             // of the patient, at a visit and on the way
  std::array<Sourced, kPrices> prices;
  std::array<double, kPrices> patient_pays{};  // of a price, for each unit
  std::string utility_set;                     // "own" where values are given
  std::array<Sourced, kStates> utilities;
  std::array<Sourced, kLosses> losses;
  Population population;

  Sourced& of(Price price) { return prices[static_cast<std::size_t>(price)]; }
  const Sourced& of(Price price) const { return prices[static_cast<std::size_t>(price)]; }
};

// What a unit costs in this perspective.
double price_seen(const Valuation& valuation, Price price);

// The same, with the utilities of another set.
Valuation with_utilities(Valuation valuation, const UtilitySet& set);

}  // namespace tachy::economics
