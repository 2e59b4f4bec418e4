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
    CHECK(std::isnan(rate_interval(0, 0).high));
    CHECK(std::isnan(paired_share_interval({0, 0, 0}).estimate));
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

  TEST_CASE("the Poisson score limits solve |x - n r| = z sqrt(n r)") {
    for (const std::int64_t events : {1, 10, 500}) {
      const Interval i = rate_interval(events, 100);
      for (const double limit : {i.low, i.high}) {
        const double expected = 100 * limit;
        CHECK(std::abs(static_cast<double>(events) - expected) == Approx(kNormal95 * std::sqrt(expected)));
      }
    }
    CHECK(rate_interval(0, 100).low == 0.0);
    CHECK(rate_interval(0, 100).high == Approx(0.0384).epsilon(1e-2));
  }

  TEST_CASE("paired shares: 12 up and 2 down of 50 is 0.2 with 0.054 to 0.330 by hand") {
    // centre (12 - 2) / 52 = 0.19231; SE sqrt(15 - 100 / 52) / 52 = 3.61618 / 52 = 0.069542
    const Interval i = paired_share_interval({50, 10, 14});
    CHECK(i.estimate == Approx(0.2));
    CHECK(i.low == Approx(0.19231 - 1.959964 * 0.069542).epsilon(1e-4));
    CHECK(i.high == Approx(0.19231 + 1.959964 * 0.069542).epsilon(1e-4));
  }

  TEST_CASE("no difference in any patient leaves a narrow interval around 0, not a certain 0") {
    const Interval i = paired_share_interval({1000, 0, 0});
    CHECK(i.estimate == 0.0);
    CHECK(i.low == Approx(-kNormal95 / 1002));
    CHECK(i.high == Approx(kNormal95 / 1002));
  }

  TEST_CASE("every interval of a share holds its estimate and stays within its bounds") {
    for (std::int64_t n = 1; n <= 40; ++n) {
      for (std::int64_t x = 0; x <= n; ++x) {
        const Interval share = share_interval(x, n);
        CHECK(share.low >= 0.0);
        CHECK(share.low <= share.estimate);
        CHECK(share.estimate <= share.high);
        CHECK(share.high <= 1.0);
        const Interval paired = paired_share_interval({n, -x, x});
        CHECK(paired.low >= -1.0);
        CHECK(paired.low <= paired.estimate);
        CHECK(paired.estimate <= paired.high);
      }
    }
  }
}
