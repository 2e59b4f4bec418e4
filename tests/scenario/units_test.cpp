#include <doctest/doctest.h>

#include <charconv>
#include <clocale>
#include <random>
#include <string>

#include "model/parameter_table.hpp"
#include "scenario/text/units.hpp"

using namespace tachy::scenario;

namespace {
double value(const char* text, const char* unit) {
  const auto q = parse_quantity(text);
  REQUIRE(q.has_value());
  const auto u = parse_unit(unit);
  REQUIRE(u.has_value());
  REQUIRE(q->unit.dimension == u->dimension);
  return q->in(*u);
}
}  // namespace

TEST_SUITE("scenario/units") {
  TEST_CASE("durations convert exactly") {
    CHECK(value("2 weeks", "day") == 14.0);
    CHECK(value("2 years", "day") == 730.0);
    CHECK(value("40 min", "min") == 40.0);
    CHECK(value("36 h", "day") == 1.5);
    CHECK(value("-1 week", "day") == -7.0);
    CHECK(value("+3 days", "day") == 3.0);
  }

  TEST_CASE("a number in its own unit is not changed by a bit") {
    CHECK(value("0.1 1/year", "1/year") == 0.1);
    CHECK(value("0.036 1/day", "1/day") == 0.036);
  }

  TEST_CASE("a rate may be written with a slash, with per, and in percent") {
    CHECK(value("3 %/year", "1/year") == doctest::Approx(0.03));
    CHECK(value("60 per year", "1/year") == 60.0);
    CHECK(value("5 % per visit", "%/visit") == 5.0);
    CHECK(value("1 /week", "1/day") == doctest::Approx(1.0 / 7));
  }

  TEST_CASE("a dose by weight, an amount of drug and a body weight are different things") {
    CHECK(value("0.5 mg/kg", "mg/kg") == 0.5);
    CHECK(value("2 g", "mg") == 2000.0);
    CHECK(parse_quantity("1 mg")->unit.dimension != parse_quantity("1 kg")->unit.dimension);
    CHECK(parse_quantity("1 mg")->unit.dimension != parse_quantity("1 mg/kg")->unit.dimension);
  }

  TEST_CASE("what is not a number with a known unit is refused") {
    for (const char* text : {"", "week", "3 fortnights", "nan", "inf days", "0x10", "1e999", "1,5 h",
                             "--1 day", "+-1 h", "1 day/", "1 /", "1 day week", "per year"}) {
      CAPTURE(text);
      CHECK(!parse_quantity(text).has_value());
    }
    CHECK(!parse_number("1 day").has_value());
    CHECK(parse_number("1e3") == 1000.0);
  }

  TEST_CASE("a number too large or too small for a double is refused, the smallest there is are not") {
    for (const char* text : {"1e400", "-1e400", "1e-400", "2e-324"})
      CHECK_FALSE(parse_number(text).has_value());
    CHECK(parse_number("4.9e-324") == 4.9406564584124654e-324);
    CHECK(parse_number("1e-310") == 1e-310);
    CHECK(parse_number("0e-400") == 0.0);
    CHECK(parse_number("000.0") == 0.0);
  }

  TEST_CASE("numbers are read as std::from_chars reads them") {
    std::mt19937 random(7);
    const auto letter = [&] { return "0123456789.-+eEx "[random() % 17]; };
    for (int i = 0; i < 200000; ++i) {
      std::string text;
      for (auto length = random() % 10 + 1; length > 0; --length) text += letter();
      if (text.front() == ' ' || text.front() == '+' || text.back() == ' ') continue;
      CAPTURE(text);
      double expected = 0.0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), expected);
      const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
      REQUIRE(parse_number(text) == (whole ? std::optional<double>(expected) : std::nullopt));
    }
  }

  TEST_CASE("a decimal point is a point in every locale") {
    for (const char* locale : {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8", "ru_RU.UTF-8"}) {
      std::setlocale(LC_ALL, locale);  // nothing happens where it is not installed
      CHECK(parse_number("1.5") == 1.5);
      CHECK_FALSE(parse_number("1,5").has_value());
      std::setlocale(LC_ALL, "C");
    }
  }

  TEST_CASE("the unit of every parameter is understood and has a name") {
    for (const auto& row : tachy::model::parameter_table()) {
      CAPTURE(std::string(row.name));
      CAPTURE(std::string(row.unit));
      const auto unit = parse_unit(row.unit);
      REQUIRE(unit.has_value());
      CHECK(noun(unit->dimension) != "a value with another unit");
    }
  }
}
