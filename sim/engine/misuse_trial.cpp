#include "engine/misuse_trial.hpp"

#include <algorithm>

#include "model/dependence.hpp"

namespace tachy::engine {

namespace {

constexpr std::uint32_t kTrialPatients = 448, kTrialClocks = 16, kTrialReplicate = 0xffffffffu;
// What a life that parts costs, in lives of a patient in one arm (tests/benchmark/README.md).
constexpr double kCostOfLife = 6.0;
// How much longer a run may take, as a share of its time at the scenario's own values. Where misuse is rare
// there, it is more than twice as common in the mean over the shipped draws, which make this about 1, too.
constexpr double kLonger = 1.0, kLongerWhereRare = 0.4, kRare = 0.005;

}  // namespace

regimen::Experiment misuse_trial_of(const regimen::Experiment& experiment) {
  regimen::Experiment trial = experiment;
  trial.patients = kTrialPatients;
  trial.misuse_clocks = kTrialClocks;
  trial.replicate = kTrialReplicate;
  return trial;
}

std::uint32_t misuse_clocks_after(const Tallies& trial) {
  double lives = 0.0;
  for (std::uint32_t arm = 0; arm < trial.arms; ++arm)
    lives += static_cast<double>(trial.at(arm, total_of_lasting(model::SlowHarm::misuse)).sum);
  const double lived = static_cast<double>(trial.enrolled) * trial.arms * kTrialClocks;
  const double longer = lives < kRare * lived ? kLongerWhereRare : kLonger;
  const double clocks = longer * lived / std::max(kCostOfLife * lives, 1e-9);
  return std::max(static_cast<std::uint32_t>(std::min(clocks, double{model::kMaxMisuseClocks})), 1u);
}

}  // namespace tachy::engine
