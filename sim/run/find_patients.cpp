#include "run/find_patients.hpp"

#include <algorithm>
#include <mutex>

#include "base/random.hpp"
#include "engine/block.hpp"

namespace tachy::run {

std::vector<std::uint32_t> sample_of_patients(const regimen::Experiment& e, double share) {
  const PhiloxKeys keys = philox_keys(e.seed);
  std::vector<std::uint32_t> sample;
  for (std::uint32_t patient = 0; patient < e.patients; ++patient) {
    const auto words = random_words<float>(keys, Purpose::trace_sample, patient, e.replicate, 0u, 0u);
    if (happens<float>(words.word(Purpose::trace_sample), static_cast<float>(share)))
      sample.push_back(patient);
  }
  return sample;
}

std::vector<std::uint32_t> patients_who_ever(const regimen::Experiment& e, const engine::Execution& execution,
                                             std::uint32_t marks) {
  std::vector<std::uint32_t> found;
  std::mutex mutex;
  engine::Execution observed = execution;
  observed.lived = [&](const engine::Block& block) {
    block.for_each_patient([&](std::uint32_t row, std::uint32_t patient) {
      if (block.column(engine::SharedGroup::enrolled)[row] == 0) return;
      std::uint32_t ever = 0;
      for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
        ever |= engine::read_record<float>(block, arm, engine::Rows{row}).ever;
      if ((ever & marks) == 0) return;
      const std::lock_guard lock(mutex);
      found.push_back(patient);
    });
  };
  engine::run(e, observed);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace tachy::run
