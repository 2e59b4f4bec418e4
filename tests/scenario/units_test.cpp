#include <doctest/doctest.h>

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
