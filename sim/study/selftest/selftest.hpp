// What the program proves of itself: cases with known answers, and limits of the engine, run by the very
// program that makes a result. Less than two seconds.
#pragma once

#include <cmath>
#include <string>
#include <vector>

namespace tachy::study {

struct SelfTestCase {
  std::string topic, what;
  double expected = 0.0, got = 0.0, within = 0.0;  // within: rounding of what was published, or chance
  std::string source;                              // where the answer is from
  bool holds() const { return std::abs(got - expected) <= within; }
};

std::vector<SelfTestCase> selftest();
std::string selftest_text(const std::vector<SelfTestCase>& cases);
std::string selftest_json(const std::vector<SelfTestCase>& cases);

// The parts, each in a file of its own.
std::vector<SelfTestCase> economic_cases();
std::vector<SelfTestCase> information_cases();
std::vector<SelfTestCase> engine_cases();

}  // namespace tachy::study
