#include "study/validate/resampling.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace tachy::study;

TEST_SUITE("study/resampling") {
  TEST_CASE("a mean over studies goes by their weights") {
    CHECK(mean_over_studies({{1.0, 2.0}, {0.25, 7.0}, {0.0, 100.0}})->value == doctest::Approx(3.0));
  }
  TEST_CASE("studies that agree leave nothing uncertain") {
    const auto mean = mean_over_studies({{1.0, 0.5}, {1.0, 0.5}, {1.0, 0.5}});
    CHECK(mean->low == 0.5);
    CHECK(mean->high == 0.5);
  }
  TEST_CASE("the interval of many studies is that of their standard error") {
    std::vector<StudyValue> studies;
    for (int i = 0; i < 400; ++i) studies.push_back({1.0, i % 2 == 0 ? 1.0 : -1.0});
    const auto mean = mean_over_studies(studies);
    CHECK(mean->value == doctest::Approx(0.0));
    CHECK(mean->low == doctest::Approx(-1.645 / 20.0).epsilon(0.15));
    CHECK(mean->high == doctest::Approx(1.645 / 20.0).epsilon(0.15));
  }
  TEST_CASE("one study has a mean and no interval, none has neither") {
    CHECK(mean_over_studies({{1.0, 0.3}})->value == 0.3);
    CHECK(std::isnan(mean_over_studies({{1.0, 0.3}})->low));
    CHECK_FALSE(mean_over_studies({}));
    CHECK_FALSE(mean_over_studies({{0.0, 0.3}}));
  }
  TEST_CASE("every call draws the same") {
    const std::vector<StudyValue> studies = {{1.0, 0.1}, {1.0, 0.9}, {0.5, 0.4}};
    CHECK(mean_over_studies(studies)->low == mean_over_studies(studies)->low);
  }
}
