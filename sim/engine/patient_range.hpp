// Patients by number. What is counted in two ranges that follow each other adds up to what is counted in both
// together, so a range is the piece in which a population is divided: among threads, runs or machines.
#pragma once

#include <cstdint>

#include "day/setup.hpp"

namespace tachy::engine {

struct PatientRange {
  std::uint32_t first = 0, count = 0;
  std::uint32_t end() const { return first + count; }
  bool operator==(const PatientRange&) const = default;
};

// A block reviews as many patients at once as its lanes hold, all on the day of the first: a range must not
// begin within a group that is reviewed together.
inline bool begins_on_whole_group(PatientRange range) { return range.first % day::kReviewGroup == 0; }

}  // namespace tachy::engine
