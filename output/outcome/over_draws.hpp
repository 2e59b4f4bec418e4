// Two noises, drawn apart: what is not known (the spread of the draws' means), and the chance of the patients
// simulated within a draw.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/tallies.hpp"
#include "output/outcome/statistics.hpp"

namespace tachy::output {

// Of numbers that are each known with some chance.
struct NestedVariance {
  double of_numbers = kMissing;  // between them, as found
  double of_chance = kMissing;   // mean of their own variances
  // What remains with endless patients, if chance strikes each of them apart; no less where it does not.
  double unknown() const { return of_numbers > of_chance ? of_numbers - of_chance : 0.0; }
  double share_of_chance() const {  // 0..1, at most
    return of_numbers > of_chance ? of_chance / of_numbers : of_chance > 0.0 ? 1.0 : 0.0;
  }
};
NestedVariance nested_variance(const std::vector<double>& numbers, const std::vector<double>& variances);

// One measure in one arm, over draws.
struct OverDraws {
  Interval interval;         // mean, and the central 95 % of the draws
  double chance = kMissing;  // standard error of the mean: of patients alone, were they others
  double share_of_chance = kMissing;
};
OverDraws over_draws(const std::vector<double>& means, const std::vector<double>& variances);

// For each arm the share of draws in which it is best; draws in which several are exactly as good are split
// between them. by_arm: [arm][draw].
std::vector<double> shares_best(const std::vector<std::vector<double>>& by_arm, bool more_is_better);

// The share of draws in which the first arm is better than the second; where they are equal, half of it.
double share_better(const std::vector<double>& first, const std::vector<double>& second, bool more_is_better);

// The means of a total in an arm, one for each draw, in its unit, with their variance from patient to patient
// divided by their number; and of its difference from the reference arm.
struct MeansOfDraws {
  std::vector<double> means, variances;
};
MeansOfDraws totals_of_draws(std::span<const engine::Tallies> draws, std::uint32_t arm, model::Total total);
MeansOfDraws differences_of_draws(std::span<const engine::Tallies> draws, std::uint32_t arm,
                                  model::Total total);

}  // namespace tachy::output
