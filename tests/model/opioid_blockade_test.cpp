#include "model/opioid_blockade.hpp"

#include <doctest/doctest.h>

#include "model/parameter_table.hpp"

using namespace tachy::model;

TEST_SUITE("model/opioid blockade") {
  TEST_CASE("50 mg of naltrexone block more than nine tenths of the receptors for a day") {
    const Parameters p = default_parameters();
    CHECK(naltrexone_occupancy(p, 50.0f, 0.75f) == doctest::Approx(0.974).epsilon(0.001));
    CHECK(naltrexone_occupancy(p, 50.0f, 24.0f) == doctest::Approx(0.936).epsilon(0.001));
    CHECK(naltrexone_occupancy(p, 50.0f, 72.0f) < naltrexone_occupancy(p, 50.0f, 24.0f));
  }

  TEST_CASE("blockade rises to its peak, then falls, and more of the drug blocks more") {
    const Parameters p = default_parameters();
    const float peak = naltrexone_occupancy(p, 50.0f, p.naltrexone_rise_h);
    for (float hours = 0.0f; hours < 200.0f; hours += 0.25f) {
      const float occupancy = naltrexone_occupancy(p, 50.0f, hours);
      CHECK(occupancy >= 0.0f);
      CHECK(occupancy <= peak);
      CHECK(occupancy <= naltrexone_occupancy(p, 100.0f, hours));
    }
  }

  TEST_CASE("without naltrexone, or at the moment it is swallowed, nothing is blocked") {
    const Parameters p = default_parameters();
    CHECK(naltrexone_occupancy(p, 0.0f, 0.0f) == 0.0f);
    CHECK(naltrexone_occupancy(p, 0.0f, 24.0f) == 0.0f);
    CHECK(naltrexone_occupancy(p, 50.0f, 0.0f) == 0.0f);
  }

  TEST_CASE(
      "opioid blockade takes its share of what a session builds: all of it, none of it, or the product") {
    CHECK(opioid_gate(1.0f, 1.0f) == 0.0f);
    CHECK(opioid_gate(0.0f, 1.0f) == 1.0f);
    CHECK(opioid_gate(1.0f, 0.0f) == 1.0f);
    CHECK(opioid_gate(0.5f, 0.9f) == doctest::Approx(0.55f));
  }

  TEST_CASE("what passed the gates is counted by how much of the level it built") {
    Benefit<float> all{};
    all.fast = 3.0f;
    all.consolidated = 1.0f;
    CHECK(share_passed<float>({3.0f, 1.0f}, all) == 1.0f);
    CHECK(share_passed<float>({0.0f, 0.0f}, all) == 0.0f);
    CHECK(share_passed<float>({1.0f, 1.0f}, all) == 0.5f);
    CHECK(share_passed<float>({0.0f, 0.0f}, Benefit<float>{}) == 1.0f);
  }

  TEST_CASE("at its half-life after the peak half as many receptors are occupied for each free one") {
    const Parameters p = default_parameters();
    const auto ratio = [&](float hours) {
      const float occupancy = naltrexone_occupancy(p, 50.0f, hours);
      return occupancy / (1.0f - occupancy);
    };
    CHECK(ratio(p.naltrexone_rise_h) == doctest::Approx(p.naltrexone_peak_ratio).epsilon(1e-4));
    CHECK(ratio(p.naltrexone_rise_h + p.naltrexone_half_life_h) ==
          doctest::Approx(0.5f * p.naltrexone_peak_ratio).epsilon(1e-4));
  }
}
