// The one loop. Blocks of patients share nothing; every random word is addressed by patient and day; counts
// are whole numbers. So blocks may run on any thread in any order, and the sum of their counts is the same.
// Blocks are run in batches, one batch after the other: between two of them all earlier patients are
// finished.
#include "engine/run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "engine/live_patients.hpp"
#include "engine/parallel.hpp"

namespace tachy::engine {

namespace {

// What a thread needs while it lives a block.
struct Worker {
  BlockMemory memory;
  Tallies tallies;
};

// As many workers as there are blocks at the same time, handed from block to block.
class Workers {
 public:
  Workers(const day::Setup& setup, std::uint32_t patients_per_block)
      : setup_(setup), patients_per_block_(patients_per_block) {}
  std::unique_ptr<Worker> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty())
      return std::make_unique<Worker>(Worker{{*setup_.experiment, patients_per_block_}, nothing_counted()});
    std::unique_ptr<Worker> worker = std::move(idle_.back());
    idle_.pop_back();
    return worker;
  }
  void give_back(std::unique_ptr<Worker> worker) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(worker));
  }
  // When nobody works.
  void move_counts_to(Tallies& tallies) {
    for (const std::unique_ptr<Worker>& worker : idle_) {
      tallies.add(worker->tallies);
      worker->tallies = nothing_counted();
    }
  }
  Tallies nothing_counted() const {
    const regimen::Experiment& e = *setup_.experiment;
    return Tallies(e.plan.arms, setup_.periods, e.strata.count(), e.misuse_clocks);
  }

 private:
  const day::Setup& setup_;
  std::uint32_t patients_per_block_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> idle_;
};

const Kernel& choose_kernel(std::string_view name) {
  if (const Kernel* kernel = find_kernel(name)) return *kernel;
  throw std::invalid_argument("this machine has no instruction set called '" + std::string(name) + "'");
}

void check(const Finished& finished, PatientRange wanted, const regimen::Experiment& experiment,
           const Execution& execution, const Tallies& empty) {
  const auto refuse = [](const char* why) { throw std::invalid_argument(why); };
  if (wanted.count > experiment.patients || wanted.first > experiment.patients - wanted.count)
    refuse("the experiment has no patients beyond its last");
  if (finished.patients.count > 0 && finished.patients.first != wanted.first)
    refuse("the patients who are finished are not the first of those wanted");
  if (finished.patients.count > 0 && !finished.tallies.same_shape(empty))
    refuse("the patients who are finished were counted in other arms, periods, strata or misuse clocks");
  const std::uint32_t per_block = execution.patients_per_block;
  if (per_block == 0 || per_block > kMaxBlock) refuse("patients_per_block must be from 1 to 4032");
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
  return run_from({}, experiment, {0, experiment.patients}, execution).tallies;
}

Finished run_from(Finished finished, const regimen::Experiment& experiment, PatientRange wanted,
                  const Execution& execution) {
  day::Setup setup = day::set_up(experiment);
  if (day::RatingSheet* sheet = execution.ratings)
    setup.ratings = {sheet->days.data(), static_cast<std::uint32_t>(sheet->days.size()), sheet->patients,
                     sheet->hamd17.data()};
  const Kernel& kernel = choose_kernel(execution.instruction_set);
  const std::uint32_t per_block = execution.patients_per_block;
  Workers workers(setup, per_block);
  if (finished.patients.count == 0) finished = {{wanted.first, 0}, workers.nothing_counted()};
  check(finished, wanted, experiment, execution, workers.nothing_counted());

  std::atomic<std::uint64_t> done{finished.patients.count};
  Batch batch(number_of_threads(execution.threads), !execution.go_on);
  while (finished.patients.count < wanted.count) {
    const std::uint32_t begin = finished.patients.end(), left = wanted.end() - begin;
    const std::uint32_t blocks = batch.blocks((left + per_block - 1) / per_block);
    for_each(blocks, execution.threads, [&](std::size_t number) {
      const auto offset = static_cast<std::uint32_t>(number) * per_block;
      const PatientRange block{begin + offset, std::min(per_block, left - offset)};
      std::unique_ptr<Worker> worker = workers.take();
      live_patients(setup, kernel, worker->memory, block, worker->tallies, execution.lived);
      workers.give_back(std::move(worker));
      const std::uint64_t patients = done.fetch_add(block.count) + block.count;
      if (execution.progress) execution.progress(patients);
    });
    finished.patients.count = static_cast<std::uint32_t>(done.load());
    workers.move_counts_to(finished.tallies);
    const bool all = finished.patients.count == wanted.count;
    if (!all && execution.go_on && !execution.go_on(finished)) break;
  }
  return finished;
}

}  // namespace tachy::engine
