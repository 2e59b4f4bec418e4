#include "engine/misuse_clocks.hpp"

#include "engine/misuse_trial.hpp"
#include "engine/run.hpp"

namespace tachy::engine {

std::uint32_t misuse_clocks_for(const regimen::Experiment& experiment, int threads) {
  return misuse_clocks_after(
      run(misuse_trial_of(experiment), {.threads = threads, .patients_per_block = 112}));
}

}  // namespace tachy::engine
