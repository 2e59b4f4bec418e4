// Lives patients through all their days, block after block, on the caller's thread.
//
// The whole of a run where there are no threads (the core knows none); where there are, each is given its own
// BlockMemory and its own tallies (run.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/copies.hpp"
#include "engine/kernel.hpp"
#include "engine/patient_range.hpp"
#include "engine/tallies.hpp"

namespace tachy::engine {

// The memory of one block of at most so many patients, used for one block after the other.
class BlockMemory {
 public:
  BlockMemory(const regimen::Experiment& experiment, std::uint32_t patients);
  Block block_of(PatientRange range);  // range.count <= patients(); good until the next is asked for
  std::uint32_t patients() const { return patients_; }

 private:
  struct alignas(64) CacheLine {
    std::uint32_t words[kCacheLineWords];
  };
  Layout layout_;
  std::uint32_t patients_;
  std::vector<CacheLine> lines_;
  Partings partings_;
};

// Adds the patients of a range to `tallies`. `lived`, if given, is called with each block that has lived.
void live_patients(const day::Setup& setup, const Kernel& kernel, BlockMemory& memory, PatientRange range,
                   Tallies& tallies, const std::function<void(const Block&)>& lived = {});

}  // namespace tachy::engine
