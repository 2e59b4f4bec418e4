#include "study/trial/sampling_variance.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "trials.hpp"

using namespace tachy;
using namespace tachy::tests;

TEST_SUITE("study/sampling_variance") {
  TEST_CASE("a share scatters as p (1 - p) / n, with half a patient to spare") {
    CHECK(study::sampling_variance(response(0.0, 100), 0.5) == doctest::Approx(0.25 / 100 + 0.25 / 10000));
    CHECK(study::sampling_variance(response(0.0, 100), 0.0) > 0.0);
  }
  TEST_CASE("a published interval says it itself, on the scale on which values are compared") {
    auto ratio = difference(response(0), 0.5);
    ratio.comparison = scenario::Contrast::odds_ratio;
    ratio.low = 0.5 / std::exp(1.96);
    ratio.high = 0.5 * std::exp(1.96);
    CHECK(study::published_variance(ratio) == doctest::Approx(1.0).epsilon(1e-3));
  }
  TEST_CASE("what is remembered in part scatters twice as much") {
    auto remembered = response(0.5);
    remembered.evidence = scenario::Evidence::partly_recalled;
    CHECK(study::sampling_variance(remembered, 0.4) ==
          doctest::Approx(2.0 * study::sampling_variance(response(0.5), 0.4)));
  }
}
