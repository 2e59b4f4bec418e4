#include "engine/misuse_clocks.hpp"

#include "engine/misuse_trial.hpp"
#include "engine/run.hpp"

namespace tachy::engine {

std::uint32_t misuse_clocks_for(std::span<const regimen::Experiment> draws, int threads) {
  const auto count = static_cast<std::uint32_t>(draws.size());
  Tallies together;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Tallies tallies = run(misuse_trial_of(draws[i], {.number = i, .of = count}),
                                {.threads = threads, .patients_per_block = kLeastInTrial});
    if (i == 0)
      together = tallies;
    else
      together.add(tallies);
  }
  return misuse_clocks_after(together);
}

}  // namespace tachy::engine
