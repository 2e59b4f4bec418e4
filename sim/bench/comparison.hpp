// The full model against what bounds it from below (its random numbers alone) and from above (the plain first
// version), arms together against arms apart, and two threads against one: measured in turn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/interleaved.hpp"
#include "regimen/experiment.hpp"

namespace tachy::bench {

struct Comparison {
  std::vector<Measured> instruction_sets;  // all arms together on one thread, best set first
  Measured two_threads;
  Measured arms_together, arms_apart;  // up to four arms: in one run, or each in a run of its own
  Measured generator, deviates;        // as many words as the arms apart
  std::optional<Measured> plain;       // all arms; few patients, since it is slow
  std::string no_plain;                // why not
  double words_per_arm_day;            // of the arms apart

  double arm_days_per_second() const { return instruction_sets.front().per_second(); }
  double generator_ratio() const { return speed_ratio(arms_apart, generator); }
  double sharing_ratio() const { return speed_ratio(arms_together, arms_apart); }
  double plain_ratio() const { return speed_ratio(instruction_sets.front(), *plain); }
  double thread_ratio() const { return speed_ratio_by_clock(two_threads, instruction_sets.front()); }
  bool same_checksums() const;  // of everything that runs all arms
};

Comparison compare(const regimen::Experiment& experiment, int rounds);

double arm_days(const regimen::Experiment& experiment);

// The experiment with `count` of its arms, from `first` on.
regimen::Experiment with_arms(regimen::Experiment experiment, std::uint32_t first, std::uint32_t count);

// One run of the engine.
Work full_model(std::string name, const regimen::Experiment& experiment, int threads,
                std::string_view instruction_set = {});

}  // namespace tachy::bench
