// The one loop. Blocks of patients share nothing; every draw is addressed by patient and day; counts are
// whole numbers. So blocks may run on any thread in any order, and the sum of their counts is the same.
#include "engine/run.hpp"

#include <atomic>
#include <memory>
#include <new>
#include <stdexcept>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include "engine/handover.hpp"
#include "engine/kernel.hpp"
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

struct FreeMemory {
  void operator()(std::uint32_t* p) const { ::operator delete[](p, std::align_val_t{64}); }
};
using Memory = std::unique_ptr<std::uint32_t[], FreeMemory>;
Memory allocate_words(std::size_t words) {
  return Memory(static_cast<std::uint32_t*>(::operator new[](words * 4, std::align_val_t{64})));
}

// What one thread keeps: the memory of one block, and its counts.
struct Worker {
  Memory memory;
  Tallies tallies;
};

const Kernel& choose_kernel(std::string_view name) {
  for (const Kernel& kernel : kernels())
    if (kernel.supported() && (name.empty() || name == kernel.name)) return kernel;
  throw std::invalid_argument("this machine has no instruction set called '" + std::string(name) + "'");
}

void live(const Setup& setup, const Kernel& kernel, Worker& worker, std::uint32_t first,
          std::uint32_t count) {
  const regimen::Experiment& experiment = *setup.experiment;
  const Block block{worker.memory.get(), capacity_for(count), first, count};
  fill_persons(experiment, setup.keys, block, worker.tallies);
  kernel.live(setup, block, {worker.tallies.weekly.data(), setup.weeks});
  add_totals(block, experiment.plan.arms, experiment.reference_arm, worker.tallies);
}

}  // namespace

std::vector<std::string_view> instruction_sets() {
  std::vector<std::string_view> names;
  for (const Kernel& kernel : kernels())
    if (kernel.supported()) names.push_back(kernel.name);
  return names;
}

Tallies run(const regimen::Experiment& experiment, const Execution& execution) {
  const Setup setup = set_up(experiment);
  const Kernel& kernel = choose_kernel(execution.instruction_set);
  const std::uint32_t per_block = execution.patients_per_block, arms = experiment.plan.arms;
  if (per_block < 64 || per_block > kMaxBlock || per_block % 64 != 0)
    throw std::invalid_argument("patients_per_block must be a multiple of 64 from 64 to 4096");
  const std::uint32_t blocks = (experiment.patients + per_block - 1) / per_block;

  tbb::enumerable_thread_specific<Worker> workers([&] {
    return Worker{allocate_words(block_words(per_block, arms)), Tallies(arms, setup.weeks)};
  });
  std::atomic<std::uint64_t> done{0};
  const auto live_blocks = [&](const tbb::blocked_range<std::uint32_t>& range) {
    const StandardFloats standard_floats;
    Worker& worker = workers.local();
    for (std::uint32_t b = range.begin(); b != range.end(); ++b) {
      const std::uint32_t first = b * per_block;
      const std::uint32_t count = std::min(per_block, experiment.patients - first);
      live(setup, kernel, worker, first, count);
      const std::uint64_t patients = done.fetch_add(count) + count;
      if (execution.progress) execution.progress(patients);
    }
  };
  const int threads = execution.threads > 0 ? execution.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  hand_over();
  arena.execute(
      [&] { tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, blocks, 1), HandedOver(live_blocks)); });
  take_over();

  Tallies total(arms, setup.weeks);
  for (const Worker& worker : workers) total.add(worker.tallies);
  return total;
}

}  // namespace tachy::engine
