// What is believed of a parameter that nobody has fitted.
#include <doctest/doctest.h>

#include <cmath>

#include "model/judgement.hpp"

using namespace tachy;

TEST_SUITE("model/judgement") {
  TEST_CASE("half of a belief lies below the default, and the range is where it ends") {
    for (const model::ParameterRow& row : model::parameter_table()) {
      if (row.structure) continue;
      CAPTURE(row.name);
      CHECK(model::judged_value(row, 0.0f) == doctest::Approx(row.default_value).epsilon(1e-6));
      CHECK(model::judged_value(row, model::kMostDeviation) == doctest::Approx(row.high).epsilon(1e-4));
      const float lowest = model::judged_value(row, -model::kMostDeviation);
      CHECK(lowest >= row.low);
      if (row.low > 0.0f) CHECK(lowest == doctest::Approx(row.low).epsilon(1e-4));
    }
  }
  TEST_CASE("draws of a belief have its median and stay in its range") {
    const model::ParameterRow& row = model::row_of(&model::Parameters::drop_out_late_per_week);
    constexpr int kDraws = 4000;
    int below = 0;
    for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
      const float value = model::judged_value_in_draw(row, draw);
      CHECK_UNARY(value >= row.low && value <= row.high);
      below += value < row.default_value;
    }
    const double z = (below - kDraws / 2.0) / std::sqrt(kDraws / 4.0);
    CAPTURE(z);
    CHECK(std::abs(z) < 4.0);
  }
}
