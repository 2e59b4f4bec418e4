// Numbers with units, as people write them: "40 min", "2 weeks", "0.5 mg/kg", "3 %/year", "60 per year".
//
// A unit is a product of named atoms ("mg/kg", "1/year", "% per visit"); its dimension is the exponents of
// time, drug, body weight, volume, score, pressure, visits, doses and "in all". A year is 365 days everywhere
// in tachy.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tachy::scenario {

inline constexpr std::size_t kBaseDimensions = 9;
using Dimension = std::array<std::int8_t, kBaseDimensions>;

struct Unit {
  double factor = 1.0;  // one of this unit in base units (minute, mg, kg, L, point, mmHg, visit)
  Dimension dimension{};
};

std::optional<Unit> parse_unit(std::string_view text);  // "" is dimensionless

struct Quantity {
  double number = 0.0;
  Unit unit;
  bool has_unit = false;
  double in(const Unit& other) const;  // the dimensions must agree
};

// nullopt when `text` does not begin with a number or its unit is unknown.
std::optional<Quantity> parse_quantity(std::string_view text);

// A plain number and nothing else; nullopt for "", "1 day", "nan", "0x10".
std::optional<double> parse_number(std::string_view text);

// "a duration, e.g. '10 days'"
std::string describe(const Dimension& dimension);
// "a duration"
std::string noun(const Dimension& dimension);

std::vector<std::string> unit_words();

// A regular expression for the spellings of the units of a dimension: "(mg|g)(\s*/\s*|\s+per\s+)(kg)".
std::string unit_pattern(const Dimension& dimension);

}  // namespace tachy::scenario
