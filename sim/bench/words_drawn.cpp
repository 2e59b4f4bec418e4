// The engine's and the cohort's own source, compiled once more with every call of the generator counted and
// under other names: a count by hand would be wrong after the next change of the model.
#include "bench/words_drawn.hpp"

#include <algorithm>
#include <vector>

#include "base/random.hpp"

namespace tachy {

namespace {
std::uint64_t calls = 0;
}

template <class F>
TACHY_INLINE RandomWords<F> counted_random_words(const PhiloxKeys& keys, Purpose purpose, Word<F> patient,
                                                 std::uint32_t replicate, Word<F> day, Word<F> index) {
  ++calls;
  return random_words<F>(keys, purpose, patient, replicate, day, index);
}

}  // namespace tachy

#define random_words counted_random_words
#define one_lane one_counted_lane
#define AddressedEngine CountedAddressedEngine
#define sample_person sample_counted_person
#include "engine/block_kernel.cpp"
#include "model/cohort.cpp"
#undef random_words
#undef one_lane
#undef AddressedEngine
#undef sample_person

#include "engine/live_patients.hpp"
#include "engine/totals.hpp"

namespace tachy::bench {

double words_per_patient(const regimen::Experiment& experiment) {
  constexpr std::uint32_t kPatients = 2016, kWordsPerCall = 4;
  const std::uint32_t patients = std::min(experiment.patients, kPatients);
  const day::Setup setup = day::set_up(experiment);
  engine::Tallies tallies(experiment.plan.arms, setup.periods);
  engine::BlockMemory memory(experiment, patients);
  const engine::Block block = memory.block_of({0, patients});
  engine::fill_persons(experiment, setup.keys, block, tallies);
  calls = 0;
  for (std::uint32_t patient = 0; patient < patients; ++patient)
    model::sample_counted_person(experiment.cohort, experiment.eligibility, setup.keys, patient,
                                 experiment.replicate);
  engine::one_counted_lane::live_days(setup, block, engine::counts_of(tallies), 0, setup.days);
  return static_cast<double>(calls * kWordsPerCall) / patients;
}

}  // namespace tachy::bench
