// What a study is divided into: the smallest piece of work that is done, kept and counted on its own.
//
// A study of many runs lives a scenario at each point of a design, in several replicates, and may share out
// the patients of a run. All arms of a patient belong together. A run by itself is one unit.
#pragma once

#include <cstdint>

namespace tachy::output {

struct WorkUnit {
  std::uint64_t point = 0;      // of the design: a combination of settings, or a draw of the parameters
  std::uint64_t replicate = 0;  // the same once more, with other random words
  std::uint64_t first_patient = 0, patients = 0;

  bool operator==(const WorkUnit&) const = default;
};

}  // namespace tachy::output
