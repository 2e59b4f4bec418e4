// Runs a plan for a population: blocks of patients through all their days, in parallel.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "regimen/experiment.hpp"
#include "day/ratings.hpp"
#include "engine/patient_range.hpp"
#include "engine/tallies.hpp"

namespace tachy::engine {

struct Block;

// Patients who have lived, and what was counted in them. A run can stop there and go on later, with any
// number of threads and any block size.
struct Finished {
  PatientRange patients;
  Tallies tallies;
};

// How to run; never changes a byte of the result.
struct Execution {
  int threads = 0;                         // 0 = all
  std::uint32_t patients_per_block = 448;  // 1 .. 4032; multiples of 112 leave no row empty
  std::string_view instruction_set = {};   // "" = the best this machine has; see instruction_sets()
  std::function<void(std::uint64_t patients_done)> progress =
      {};                                        // of those wanted; called now and then, from any thread
  std::function<void(const Block&)> lived = {};  // called with each block that has lived, from any thread
  day::RatingSheet* ratings = nullptr;           // filled in, if given; its size must fit the experiment
  // Called on the caller's thread about twice a second, when no block is being lived; false ends the run
  // there.
  std::function<bool(const Finished&)> go_on = {};
};

std::vector<std::string_view> instruction_sets();  // usable here, best first; the last is "one_lane"

Tallies run(const regimen::Experiment& experiment, const Execution& execution);

// Goes on from what is finished, {} at first, to the last of the patients wanted or until execution.go_on
// says no. Throws std::invalid_argument unless the range is one of the experiment's.
Finished run_from(Finished finished, const regimen::Experiment& experiment, PatientRange wanted,
                  const Execution& execution);

}  // namespace tachy::engine
