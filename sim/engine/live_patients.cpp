#include "engine/live_patients.hpp"

#include <cassert>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include "engine/totals.hpp"

namespace tachy::engine {

namespace {

// Round to nearest, no flushing of subnormals, whatever the host program has set.
class StandardFloats {
 public:
#if defined(__x86_64__)
  StandardFloats() : before_(_mm_getcsr()) { _mm_setcsr(0x1f80u); }
  ~StandardFloats() { _mm_setcsr(before_); }
  StandardFloats(const StandardFloats&) = delete;
  StandardFloats& operator=(const StandardFloats&) = delete;

 private:
  unsigned before_;
#endif
};

}  // namespace

BlockMemory::BlockMemory(const regimen::Experiment& experiment, std::uint32_t patients)
    : layout_(layout_of(experiment)),
      patients_(patients),
      lines_(block_words(patients, layout_) / kCacheLineWords) {}

Block BlockMemory::block_of(PatientRange range) {
  assert(range.count <= patients_);
  partings_.all.clear();
  return {lines_.data()->words, capacity_for(range.count), range.first, range.count, layout_, &partings_};
}

void live_patients(const day::Setup& setup, const Kernel& kernel, BlockMemory& memory, PatientRange range,
                   Tallies& tallies, const std::function<void(const Block&)>& lived) {
  [[maybe_unused]] const StandardFloats standard_floats;
  const regimen::Experiment& experiment = *setup.experiment;
  for (std::uint32_t first = range.first; first != range.end();) {
    const std::uint32_t left = range.end() - first;
    const Block block = memory.block_of({first, left < memory.patients() ? left : memory.patients()});
    fill_persons(experiment, setup.keys, block, tallies);
    kernel.live_days(setup, block, counts_of(tallies), 0, setup.days);
    const RareLives lives(setup, block);
    lives.add_weeks(setup, block, tallies);
    add_totals(block, experiment, tallies, lives);
    if (lived) lived(block);
    first += block.count;
  }
}

}  // namespace tachy::engine
