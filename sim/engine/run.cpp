// The one loop. Blocks of patients share nothing; every random word is addressed by patient and day; counts
// are whole numbers. So blocks may run on any thread in any order, and the sum of their counts is the same.
// Blocks are run in batches, one batch after the other: between two of them all earlier patients are
// finished.
#include "engine/run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
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

#include "engine/tsan.hpp"
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

// The memory of one thread: one block, and its counts.
struct Worker {
  Memory memory;
  Tallies tallies;
};

const Kernel& choose_kernel(std::string_view name) {
  for (const Kernel& kernel : kernels())
    if (kernel.supported() && (name.empty() || name == kernel.name)) return kernel;
  throw std::invalid_argument("this machine has no instruction set called '" + std::string(name) + "'");
}

void live(const day::Setup& setup, const Kernel& kernel, const Execution& execution, Worker& worker,
          std::uint32_t first, std::uint32_t count) {
  const regimen::Experiment& experiment = *setup.experiment;
  const Block block{worker.memory.get(), capacity_for(count), first, count};
  fill_persons(experiment, setup.keys, block, worker.tallies);
  kernel.live(setup, block, {worker.tallies.weekly.data(), setup.weeks});
  add_totals(block, experiment.plan.arms, experiment.reference_arm, worker.tallies);
  if (execution.lived) execution.lived(block);
}

// How many blocks to run before the next pause: as many as take about half a second. Starting small costs
// nothing that can be measured; without pauses all blocks are one batch.
class Batch {
 public:
  Batch(int threads, bool everything)
      : threads_(static_cast<std::uint64_t>(threads)), everything_(everything) {}
  std::uint32_t blocks(std::uint32_t left) {
    if (everything_) return left;
    const Clock::time_point now = Clock::now();
    if (now - start_ < kAim / 2) {
      per_thread_ *= 2;
    } else if (now - start_ > kAim * 2 && per_thread_ > 1) {
      per_thread_ /= 2;
    }
    start_ = now;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(left, per_thread_ * threads_));
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kAim{500};
  std::uint64_t threads_, per_thread_ = 2;
  bool everything_;
  Clock::time_point start_ = Clock::now();
};

}  // namespace

std::vector<std::string_view> instruction_sets() {
  std::vector<std::string_view> names;
  for (const Kernel& kernel : kernels())
    if (kernel.supported()) names.push_back(kernel.name);
  return names;
}

Tallies run(const regimen::Experiment& experiment, const Execution& execution) {
  return run_from({}, experiment, execution).tallies;
}

Finished run_from(Finished finished, const regimen::Experiment& experiment, const Execution& execution) {
  day::Setup setup = day::set_up(experiment);
  if (day::RatingSheet* sheet = execution.ratings)
    setup.ratings = {sheet->days.data(), static_cast<std::uint32_t>(sheet->days.size()), sheet->patients,
                     sheet->hamd17.data()};
  const Kernel& kernel = choose_kernel(execution.instruction_set);
  const std::uint32_t per_block = execution.patients_per_block, arms = experiment.plan.arms;
  if (per_block < 64 || per_block > kMaxBlock || per_block % 64 != 0)
    throw std::invalid_argument("patients_per_block must be a multiple of 64 from 64 to 4096");
  if (finished.patients == 0) finished.tallies = Tallies(arms, setup.weeks);

  tbb::enumerable_thread_specific<Worker> workers([&] {
    return Worker{allocate_words(block_words(per_block, arms)), Tallies(arms, setup.weeks)};
  });
  std::atomic<std::uint64_t> done{finished.patients};
  const auto live_blocks = [&](const tbb::blocked_range<std::uint32_t>& range) {
    const StandardFloats standard_floats;
    Worker& worker = workers.local();
    for (std::uint32_t b = range.begin(); b != range.end(); ++b) {
      const std::uint32_t first = finished.patients + b * per_block;
      const std::uint32_t count = std::min(per_block, experiment.patients - first);
      live(setup, kernel, execution, worker, first, count);
      const std::uint64_t patients = done.fetch_add(count) + count;
      if (execution.progress) execution.progress(patients);
    }
  };
  const int threads = execution.threads > 0 ? execution.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  Batch batch(threads, !execution.go_on);
  while (finished.patients < experiment.patients) {
    const std::uint32_t left = experiment.patients - finished.patients;
    const std::uint32_t blocks = batch.blocks((left + per_block - 1) / per_block);
    hand_over();
    arena.execute(
        [&] { tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, blocks, 1), HandedOver(live_blocks)); });
    take_over();
    finished.patients = static_cast<std::uint32_t>(done.load());
    for (Worker& worker : workers) {
      finished.tallies.add(worker.tallies);
      worker.tallies = Tallies(arms, setup.weeks);
    }
    const bool all = finished.patients == experiment.patients;
    if (!all && execution.go_on && !execution.go_on(finished)) break;
  }
  return finished;
}

}  // namespace tachy::engine
