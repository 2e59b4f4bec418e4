// The crossover trial of 2018 (Williams 2018, Am J Psychiatry): how often, and how likely, would it have come
// out as it did under each hypothesis about the opioid system?
//
// Up to 30 patients are recruited, each has a session after placebo and one after naltrexone, in random
// order; the interim look comes when 12 have completed both. Published: 7 of the 12 responded with placebo, 5
// of these 7 remitted, none of the 7 responded with naltrexone; their mean falls were 22.3 and 5.6 points.
#pragma once

#include <cstdint>
#include <vector>

#include "study/posterior.hpp"

namespace tachy::study {

struct OpioidHypothesis {
  double opioid_share = 0.0;      // of the drug's benefit that needs opioid tone, 0..1
  bool expectancy_gated = false;  // naltrexone takes expectancy away too
};

struct CrossoverResult {
  OpioidHypothesis hypothesis;
  double looks = 0.0;          // share of virtual trials that reach 12 completers within 30 recruits
  double responders = 0.0;     // mean number of 12 who respond with placebo
  double seven = 0.0;          // share of looks with exactly 7
  double none_of_seven = 0.0;  // of those, share in which none of the 7 responds with naltrexone
  double as_published = 0.0;   // share of looks with 7 responders, 5 remitters, none with naltrexone
  double fall_placebo = 0.0, fall_naltrexone = 0.0;  // mean falls of the responders, HAM-D17 points
  double blocked = 0.0;                              // 1 - ratio of the two
  double attenuation = 0.0;                          // the same over all completers, unselected
  double log_likelihood = 0.0;                       // of the three counts and the two mean falls
};

struct CrossoverEffort {
  std::uint32_t virtual_trials = 10000;
  std::uint32_t draws = 100;      // of the posterior and of the study's effects
  std::uint32_t patients = 1000;  // simulated for each draw
  int threads = 0;
};

// One result per hypothesis. `trial` is the shipped scenario: its first arm has placebo first, its second
// naltrexone first.
std::vector<CrossoverResult> crossover_2018(const scenario::Scenario& trial, const Posterior& posterior,
                                            const std::vector<OpioidHypothesis>& hypotheses,
                                            const CrossoverEffort& effort);

}  // namespace tachy::study
