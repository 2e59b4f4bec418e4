#include "scenario/text/units.hpp"

#include <locale.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

#include <fmt/format.h>

namespace tachy::scenario {

namespace {

enum Base : std::size_t { kTime, kDrug, kBody, kVolume, kScore, kPressure, kVisit, kDose, kInAll };

struct Atom {
  std::string_view word;
  double factor;
  int base;  // Base, or -1: dimensionless
};
constexpr double kDay = 24.0 * 60.0;
constexpr Atom kAtoms[] = {
    {"1", 1.0, -1},
    {"%", 0.01, -1},
    {"min", 1.0, kTime},
    {"minute", 1.0, kTime},
    {"minutes", 1.0, kTime},
    {"h", 60.0, kTime},
    {"hour", 60.0, kTime},
    {"hours", 60.0, kTime},
    {"day", kDay, kTime},
    {"days", kDay, kTime},
    {"d", kDay, kTime},
    {"week", 7 * kDay, kTime},
    {"weeks", 7 * kDay, kTime},
    {"year", 365 * kDay, kTime},
    {"years", 365 * kDay, kTime},
    {"mg", 1.0, kDrug},
    {"g", 1000.0, kDrug},
    {"kg", 1.0, kBody},
    {"L", 1.0, kVolume},
    {"point", 1.0, kScore},
    {"points", 1.0, kScore},
    {"mmHg", 1.0, kPressure},
    {"visit", 1.0, kVisit},
    {"visits", 1.0, kVisit},
    {"dose", 1.0, kDose},
    {"doses", 1.0, kDose},
    {"in all", 1.0, kInAll},
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "60 per year" is "60 /year".
std::string with_slashes(std::string_view text) {
  constexpr std::string_view kPer = "per ";
  std::string result;
  while (!text.empty()) {
    const bool word_start = result.empty() || result.back() == ' ';
    const bool per = word_start && text.substr(0, kPer.size()) == kPer;
    result += per ? '/' : text.front();
    text.remove_prefix(per ? kPer.size() : 1);
  }
  return result;
}

struct Named {
  Dimension dimension;
  std::string_view noun, example;
};
constexpr Named kNamed[] = {
    {{}, "a plain number or share", "'0.25' or '25 %'"},
    {{1}, "a duration", "'40 min', '10 days', '2 weeks'"},
    {{-1}, "a rate", "'3 %/year'"},
    {{0, 1}, "an amount of drug", "'56 mg'"},
    {{0, 1, -1}, "a dose by body weight", "'0.5 mg/kg'"},
    {{-1, 1}, "an amount of drug per time", "'300 mg/week'"},
    {{0, 0, 1}, "a body weight", "'70 kg'"},
    {{0, 0, 0, 1}, "a volume", "'100 L'"},
    {{-1, 0, 0, 1}, "a clearance", "'80 L/h'"},
    {{0, 0, 0, 0, 1}, "a score", "'20 points'"},
    {{0, 0, 0, 0, 0, 1}, "a pressure", "'10 mmHg'"},
    {{0, 0, 0, 0, 0, 0, -1}, "a probability per visit", "'5 % per visit'"},
    {{0, 0, 0, 0, 0, 0, 0, 1}, "a number of doses", "'6 doses'"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 1}, "a number in all", "'200 in all'"},
};

}  // namespace

std::optional<Unit> parse_unit(std::string_view text) {
  const std::string spelled = with_slashes(trimmed(text));
  Unit unit;
  if (spelled.empty()) return unit;
  int power = 1;
  for (std::string_view rest = spelled;;) {
    const auto slash = rest.find('/');
    const std::string_view word = trimmed(rest.substr(0, slash));
    const auto* atom =
        std::find_if(std::begin(kAtoms), std::end(kAtoms), [&](const Atom& a) { return a.word == word; });
    const bool empty_numerator = word.empty() && power == 1 && slash != std::string_view::npos;
    if (atom == std::end(kAtoms) && !empty_numerator) return std::nullopt;
    if (!empty_numerator) {
      unit.factor = power > 0 ? unit.factor * atom->factor : unit.factor / atom->factor;
      if (atom->base >= 0) {
        auto& exponent = unit.dimension[static_cast<std::size_t>(atom->base)];
        exponent = static_cast<std::int8_t>(exponent + power);
      }
    }
    if (slash == std::string_view::npos) return unit;
    power = -1;
    rest.remove_prefix(slash + 1);
  }
}

double Quantity::in(const Unit& other) const {
  return unit.factor == other.factor ? number : number * unit.factor / other.factor;
}

namespace {

// strtod with a decimal point whatever the program's locale. std::from_chars would do, but for double it is
// not in every standard library that this is built with.
double decimal_number(const char* text, char** end) {
  static const locale_t kDecimalPoint = newlocale(LC_ALL_MASK, "C", nullptr);
  return strtod_l(text, end, kDecimalPoint);
}

// The number `text` begins with, in decimal digits; `used` = its length. No nan, inf or hexadecimal, and
// nothing that is too large or too small for a double.
std::optional<double> leading_number(std::string_view text, std::size_t& used) {
  const std::size_t start = text.starts_with('+') ? 1 : 0;
  const std::string digits(text.substr(start, text.find_first_not_of("0123456789.+-eE", start) - start));
  const char first = digits[digits.starts_with('-') && start == 0 ? 1 : 0];  // '\0' when there is none
  if (!(first >= '0' && first <= '9') && first != '.') return std::nullopt;
  char* end = nullptr;
  errno = 0;
  const double value = decimal_number(digits.c_str(), &end);
  const bool too_small = errno == ERANGE && value == 0.0;
  if (end == digits.c_str() || too_small || !std::isfinite(value)) return std::nullopt;
  used = start + static_cast<std::size_t>(end - digits.c_str());
  return value;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  text = trimmed(text);
  std::size_t used = 0;
  const auto number = leading_number(text, used);
  if (!number) return std::nullopt;
  const std::string_view rest = trimmed(text.substr(used));
  const auto unit = parse_unit(rest);
  if (!unit) return std::nullopt;
  return Quantity{*number, *unit, !rest.empty()};
}

std::optional<double> parse_number(std::string_view text) {
  text = trimmed(text);
  std::size_t used = 0;
  const auto number = leading_number(text, used);
  return number && used == text.size() ? number : std::nullopt;
}

std::string noun(const Dimension& dimension) {
  for (const Named& named : kNamed) {
    if (named.dimension == dimension) return std::string(named.noun);
  }
  return "a value with another unit";
}

std::string describe(const Dimension& dimension) {
  for (const Named& named : kNamed) {
    if (named.dimension == dimension) return fmt::format("{}, e.g. {}", named.noun, named.example);
  }
  return noun(dimension);
}

std::vector<std::string> unit_words() {
  std::vector<std::string> words;
  for (const Atom& atom : kAtoms) words.emplace_back(atom.word);
  return words;
}

namespace {

// "(day|days|d)": the atoms of one base, -1 for the dimensionless ones.
std::string atoms_pattern(int base) {
  std::string pattern;
  for (const Atom& atom : kAtoms) {
    if (atom.base == base) pattern += fmt::format("{}{}", pattern.empty() ? "" : "|", atom.word);
  }
  return fmt::format("({})", pattern);
}

}  // namespace

std::string unit_pattern(const Dimension& dimension) {
  std::string above, below;
  for (std::size_t base = 0; base < kBaseDimensions; ++base) {
    const std::string atoms = atoms_pattern(static_cast<int>(base));
    if (dimension[base] > 0) above += atoms;
    if (dimension[base] < 0) below += R"((\s*/\s*|\s+per\s+))" + atoms;
  }
  if (above.empty()) above = atoms_pattern(-1) + (below.empty() ? "" : "?");
  return fmt::format("({}{})", above, below);
}

}  // namespace tachy::scenario
