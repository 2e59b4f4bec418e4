// Patients by number. What is counted in two ranges that follow each other adds up to what is counted in both
// together, so a range is the piece in which a population is divided: among threads, runs or machines.
#pragma once

#include <cstdint>

namespace tachy::engine {

struct PatientRange {
  std::uint32_t first = 0, count = 0;
  std::uint32_t end() const { return first + count; }
  bool operator==(const PatientRange&) const = default;
};
}  // namespace tachy::engine
