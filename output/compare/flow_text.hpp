// The flow of patients through the arms as a table: who was enrolled, who was admitted to each phase, how
// treatment ended, how many doses caps withheld.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tachy::output {

struct Flow {
  std::vector<std::string> arm_ids;
  std::vector<std::string> steps;                 // in words
  std::vector<std::vector<std::int64_t>> counts;  // [arm][step]
  std::int64_t draws = 1;                         // counted together; shown is their mean
};

// Steps that nobody took in any arm are left out; arms that do not fit beside each other follow below.
std::string flow_table(const Flow& flow);

// A step of day::kFlowTable in words; phases by the names that the arms give them. An unknown one is its own.
std::string words_of_step(const std::string& step,
                          const std::vector<std::vector<std::string>>& phase_ids_of_arms);

}  // namespace tachy::output
