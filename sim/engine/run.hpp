// Runs a plan for a population: blocks of patients through all their days, in parallel.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "regimen/experiment.hpp"
#include "engine/tallies.hpp"

namespace tachy::engine {

// How to run; never changes a byte of the result.
struct Execution {
  int threads = 0;                         // 0 = all
  std::uint32_t patients_per_block = 256;  // 64 .. 4096, a multiple of 64
  std::string_view instruction_set = {};   // "" = the best this machine has; see instruction_sets()
  std::function<void(std::uint64_t patients_done)> progress = {};  // called now and then, from any thread
};

std::vector<std::string_view> instruction_sets();  // usable here, best first; the last is "one_lane"

Tallies run(const regimen::Experiment& experiment, const Execution& execution);

}  // namespace tachy::engine
