// The sections of a scenario, each checked and lowered to what the engine reads. One .cpp per section.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "regimen/experiment.hpp"
#include "scenario/reader.hpp"
#include "scenario/scenario.hpp"

namespace tachy::scenario {

// lower_cohort.cpp
void lower_cohort(const Reader& cohort, regimen::Experiment& experiment);

// lower_parameters.cpp: `parameters` and `tachyphylaxis`
void lower_parameters(const Reader& scenario, model::Parameters& parameters,
                      std::vector<ParameterOrigin>& origins);

// lower_policy.cpp
struct ArmPolicy {  // what an arm may say otherwise
  std::uint32_t max_doses_per_year = regimen::kNoLimit;
  std::uint32_t max_doses = regimen::kNoLimit;
  bool take_home = false;
};
ArmPolicy lower_policy(const Reader& policy, regimen::Plan& plan);
void lower_caps_and_setting(const Reader& policy_or_arm, ArmPolicy& policy);

// lower_dose.cpp: the dose form of a `give` section; adds it to the plan if it is new.
std::uint32_t lower_dose(const Reader& give, regimen::Plan& plan, std::vector<std::string>& labels);
model::ExpectancyKind expectancy_of(const model::DoseForm& form);

// lower_premedication.cpp: share of opioid receptors taken at the time of the session
float lower_premedication(const Reader& premedication);

// lower_timing.cpp: days, every, doses, until, start_after
void lower_timing(const Reader& phase, bool first_phase, regimen::Phase& out);

// lower_rules.cpp: adapt
void lower_rules(const Reader& phase, regimen::Phase& out);

// lower_phase.cpp: everything a phase says except its dose
struct StopAtEnd {  // a stop rule that falls on the phase's last dose is judged on entering the next phase
  bool given = false;
  float improvement_below = 0.0f;
};
StopAtEnd lower_phase(const Reader& phase, bool first_phase, regimen::Phase& out);

// lower_arms.cpp; `notes` are oddities that are no faults
void lower_arms(const Reader& scenario, const ArmPolicy& policy, Scenario& out, Faults& notes);

}  // namespace tachy::scenario
