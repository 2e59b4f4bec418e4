#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

#include "output/outcome/statistics.hpp"

using namespace tachy::output;
using doctest::Approx;

TEST_SUITE("output/statistics") {
  TEST_CASE("2 4 4 4 5 5 7 9 have mean 5 and SD 2.138") {
    const Sums sums{8, 40, 232};
    CHECK(mean(sums.sum, sums.n) == 5.0);
    CHECK(standard_deviation(sums) == Approx(std::sqrt(32.0 / 7.0)));
    const Interval i = mean_interval(sums);
    CHECK(i.low == Approx(5.0 - 1.959964 * 2.13809 / 2.828427).epsilon(1e-5));
    CHECK(i.high == Approx(5.0 + 1.959964 * 2.13809 / 2.828427).epsilon(1e-5));
  }

  TEST_CASE("a small spread around a huge mean is not lost") {
    // A million patients, half at 10^6, half at 10^6 + 1: sums beyond the 53 bits of a double.
    const std::int64_t n = 1'000'000, big = 1'000'000;
    const Sums sums{n, n * big + n / 2, n / 2 * big * big + n / 2 * (big + 1) * (big + 1)};
    CHECK(standard_deviation(sums) == Approx(0.5).epsilon(1e-6));
  }

  TEST_CASE("of one patient the mean is known and its spread is not") {
    const Interval one = mean_interval({1, 7, 49});
    CHECK(one.estimate == 7.0);
    CHECK(std::isnan(one.low));
    CHECK(std::isnan(one.high));
    CHECK(std::isnan(standard_deviation({1, 7, 49})));
  }

  TEST_CASE("of nobody nothing is known") {
    CHECK(std::isnan(mean_interval({0, 0, 0}).estimate));
    CHECK(std::isnan(share_interval(0, 0).estimate));
    CHECK(std::isnan(count_interval({0, 0, 0}).high));
    CHECK(std::isnan(difference_interval({0, 0, 0}, {0, 0, 0}).estimate));
  }

  TEST_CASE("Wilson's interval: 81 of 263 is 0.255 to 0.366, 1 of 29 is 0.0061 to 0.1718 (Newcombe 1998)") {
    const Interval common = share_interval(81, 263);
    CHECK(common.low == Approx(0.2553).epsilon(1e-3));
    CHECK(common.high == Approx(0.3662).epsilon(1e-3));
    const Interval rare = share_interval(1, 29);
    CHECK(rare.low == Approx(0.0061).epsilon(1e-2));
    CHECK(rare.high == Approx(0.1718).epsilon(1e-3));
  }

  TEST_CASE("no case in 148 still leaves up to 2.5 % possible, and all of n mirrors none of n") {
    const Interval none = share_interval(0, 148);
    CHECK(none.low == 0.0);
    CHECK(none.high == Approx(0.0253).epsilon(1e-2));
    const Interval all = share_interval(148, 148);
    CHECK(all.high == 1.0);
    CHECK(all.low == Approx(1.0 - none.high));
  }

  TEST_CASE("limits of a count solve |x - n m / phi| = z sqrt(n m / phi), for events worth phi each") {
    // 10 of 100 patients have 4 events each: variance (160 - 40^2 / 100) / 99
    const Sums clustered{100, 40, 160};
    const double phi = (160.0 - 16.0) / 99.0 * 100.0 / 40.0;
    CHECK(events_of(clustered).each == Approx(phi));
    CHECK(events_of(clustered).number == Approx(40.0 / phi));
    const Interval i = count_interval(clustered);
    CHECK(i.estimate == Approx(0.4));
    for (const double limit : {i.low, i.high}) {
      const double expected = 100 * limit / phi;
      CHECK(std::abs(40.0 / phi - expected) == Approx(kNormal95 * std::sqrt(expected)));
    }
    CHECK(i.high - i.low > share_interval(10, 100).high - share_interval(10, 100).low);
  }

  TEST_CASE("a count of which nobody has two is a share, and what nearly all have once is known closely") {
    const Interval once = count_interval({1000, 950, 950}), share = share_interval(950, 1000);
    CHECK(once.low == share.low);
    CHECK(once.high == share.high);
    const Interval sessions = count_interval({1000, 1950, 3850});  // 950 have two, 50 have one
    CHECK(sessions.high - sessions.low ==
          Approx(2 * kNormal95 * std::sqrt(0.95 * 0.05 / 1000)).epsilon(0.01));
  }

  TEST_CASE("where all numbers are equal, the interval reaches as far as Wilson's does from none of n") {
    const Interval equal = count_interval({100, 300, 900});
    CHECK(equal.low == Approx(3 - kNormal95 * kNormal95 / 100));
    CHECK(equal.high == Approx(3 + kNormal95 * kNormal95 / 100));
    CHECK(count_interval({100, 0, 0}).low == 0.0);
    CHECK(count_interval({100, 0, 0}).high == Approx(0.0370).epsilon(1e-2));
  }

  TEST_CASE("of many patients who differ either way, the interval of a difference is the normal one") {
    // 5,000 gain 2, 3,000 lose 1, of 10,000: mean 0.7, mean square 2.3
    const Interval i = difference_interval({10000, 10000, 20000}, {10000, 3000, 3000});
    const double half_width = kNormal95 * std::sqrt((2.3 - 0.49) / 10000);
    CHECK(i.estimate == Approx(0.7));
    CHECK(i.low == Approx(0.7 - half_width).epsilon(2e-3));
    CHECK(i.high == Approx(0.7 + half_width).epsilon(2e-3));
  }

  TEST_CASE("no difference in 1,000 patients leaves what Wilson's interval leaves, either way") {
    const Interval i = difference_interval({1000, 0, 0}, {1000, 0, 0});
    CHECK(i.estimate == 0.0);
    CHECK(i.high == Approx(share_interval(0, 1000).high));
    CHECK(i.low == Approx(-share_interval(0, 1000).high));
  }

  TEST_CASE("every interval of a share holds its estimate and stays within its bounds") {
    for (std::int64_t n = 1; n <= 40; ++n) {
      for (std::int64_t x = 0; x <= n; ++x) {
        const Interval share = share_interval(x, n);
        CHECK(share.low >= 0.0);
        CHECK(share.low <= share.estimate);
        CHECK(share.estimate <= share.high);
        CHECK(share.high <= 1.0);
        if (n < 2) continue;
        const Interval paired = difference_interval({n, 0, 0}, {n, x, x});
        CHECK(paired.low >= -1.0);
        CHECK(paired.low <= paired.estimate);
        CHECK(paired.estimate <= paired.high);
      }
    }
  }
}
