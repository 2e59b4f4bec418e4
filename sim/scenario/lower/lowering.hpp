// The sections of a scenario, each checked and lowered to what the engine reads. One .cpp per section.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "regimen/experiment.hpp"
#include "scenario/lower/arm_phases.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/draw.hpp"
#include "scenario/resolve/posterior.hpp"
#include "scenario/scenario.hpp"

namespace tachy::scenario {

// lower_scenario.cpp: all of it, with the draw that it asks for; `notes` are oddities that are no faults
void lower_scenario(const Node& root, const std::optional<Draw>& draw, Scenario& out, Faults& faults,
                    Faults& notes);

// lower_cohort.cpp
void lower_cohort(const Reader& cohort, regimen::Experiment& experiment);

// lower_correlations.cpp: how the traits of one patient correlate
void lower_correlations(const Reader& correlations, model::TraitFactor& factor);

// lower_eligibility.cpp
void lower_eligibility(const Reader& cohort_reader, const Reader& reader, const model::Cohort& cohort,
                       model::Eligibility& out);

// lower_parameters.cpp: `parameters` and `tachyphylaxis`, then the draw that the scenario asks for
void lower_parameters(const Reader& scenario, const std::optional<Draw>& draw, model::Parameters& parameters,
                      std::vector<ParameterOrigin>& origins);

// lower_policy.cpp
struct ArmPolicy {  // what an arm may say otherwise, and how visits are kept, which it may not
  std::uint32_t max_doses = regimen::kNoLimit;
  std::uint32_t stages = 1;
  regimen::PolicyStage stage[regimen::kMaxStages];
  Place session_cap[regimen::kMaxStages];  // of stages that cap a session
  regimen::Attendance attendance;
  Place catch_up;  // where it is said what becomes of lost doses
};
ArmPolicy lower_policy(const Reader& policy);
// The arm's own values laid over those of `common`, the scenario's `policy` (nullptr when it has none).
ArmPolicy lower_arm_policy(const Reader& arm, const Node* common, const ArmPolicy& policy);

// lower_uncertainty.cpp
void lower_uncertainty(const Node& root, const std::optional<NamedPosteriors>& posteriors, Scenario& out,
                       Faults& faults);
void refuse_two_kinds_of_draw(const Node& root, const std::optional<Draw>& draw, Faults& faults);

// lower_outcomes.cpp
std::uint32_t smallest_difference_weeks(std::uint32_t horizon_days);  // unless the scenario says
void lower_outcomes(const Reader& outcomes, Scenario& out);

// dose_forms.cpp: the dose forms of the plan, each once
struct DoseForms {
  regimen::Plan& plan;
  std::vector<std::string>& labels;
  Faults& notes;  // on unusual doses
};
// The number of a form, which is added when it is new; nullopt when there is no room for it.
std::optional<std::uint32_t> number_of(const model::DoseForm& form, const std::string& label,
                                       const DoseForms& forms);
// What is given in place of the doses of an arm where its policy caps a session.
void lower_session_caps(const Reader& arm, const ArmPolicy& policy, const DoseForms& forms,
                        regimen::Arm& lowered);

// lower_amount.cpp: the mg or mg/kg at `node`; false after a fault
bool lower_amount(const Reader& give, const Node& node, const std::string& path, Faults& notes,
                  model::DoseForm& form);

// lower_dose.cpp: the dose forms of a `give` section
void lower_give(const Reader& give, const DoseForms& forms, regimen::Phase& out);

// lower_premedication.cpp: naltrexone, its dose and hours before the session
void lower_premedication(const Reader& premedication, regimen::Phase& out);

// lower_timing.cpp: days, every, weekdays, doses, until, start_after
struct PhaseStart {
  bool first = false;               // of the arm
  bool follows = true;              // another phase leads into it in the planned course
  std::uint32_t first_weekday = 0;  // of day 0; 0 = monday
};
void lower_timing(const Reader& phase, const PhaseStart& start, regimen::Phase& out);
// Lost doses can be given at the end of a phase only if it says when that would be.
void check_extension(const Reader& phase, const ArmPolicy& policy);
std::vector<std::uint32_t> listed_days(const Reader& reader);  // `days`, rising; none after a fault

// lower_score.cpp: `hamd17` or `madrs`, in points of HAM-D17
bool has_score(const Reader& condition);
std::optional<Comparison> lower_score(const Reader& condition, float madrs_per_hamd17);

// What a phase refers to: `phase_called` finds a phase of its arm, kNoPhase after a fault.
struct Surroundings {
  std::function<std::uint32_t(const Reader& reader, std::string_view key)> phase_called;
  float madrs_per_hamd17;
};

// lower_rules.cpp: adapt
void lower_rules(const Reader& phase, const Surroundings& around, regimen::Phase& out);

// check_rules.cpp
void check_rules(const Reader& phase, const Node& adapt, const regimen::Phase& out);

// lower_phase.cpp: everything a phase says except its dose
struct StopAtEnd {  // a stop rule that falls on the phase's last dose decides who enters the next phase
  bool given = false;
  float improvement_below = 0.0f;
  Place place;
  std::optional<std::uint32_t> judged;  // days after that dose
  Place judged_place;
};
StopAtEnd lower_phase(const Reader& phase, const PhaseStart& start, const Surroundings& around,
                      regimen::Phase& out);

// course.cpp
// The phase a key names, by its place in the arm; kNoPhase when there is none.
std::uint32_t phase_called(const Reader& reader, std::string_view key,
                           const std::vector<WrittenPhase>& phases);
// How patients come to phase `i`, whose predecessors are lowered.
PhaseStart start_of(std::size_t i, const std::vector<WrittenPhase>& phases, const regimen::Arm& lowered,
                    std::uint32_t first_weekday);

// check_arm.cpp: what can be seen only of the arm as a whole
struct StopRules {  // of every phase, those judged on entering the next
  StopAtEnd at_end[regimen::kMaxPhases];
};
bool has_an_end(const regimen::Phase& phase);
struct CheckedArm {
  const std::vector<WrittenPhase>& phases;
  const std::string& path;  // of the arm's phases
  const regimen::Arm& arm;
};
std::vector<std::uint32_t> ways_from(const regimen::Arm& arm, std::uint32_t number);  // with repetitions
void check_arm(const CheckedArm& checked, const regimen::Experiment& experiment, Faults& faults,
               Faults& notes);

// lower_judgement.cpp: when it is judged who goes on
// Hands the stop rules on to the phases they lead to, and gives every judgement its day.
void lower_judgements(const StopRules& rules, const CheckedArm& checked, regimen::Arm& arm, Faults& faults);
// Arms that judge on different days keep different people.
void note_judging_days(const Reader& scenario, const Scenario& out, Faults& notes);

// check_before_dose.cpp: improvement that is asked for before anything has been given
void check_before_dose(const CheckedArm& checked, bool new_antidepressant, Faults& faults);

// lower_arms.cpp; `notes` are oddities that are no faults
void lower_arms(const Reader& scenario, const ArmPolicy& policy, Scenario& out, Faults& notes);
// The number of the arm a key names; nullopt when the key is absent or after a fault.
std::optional<std::uint32_t> arm_called(const Reader& reader, std::string_view key,
                                        const std::vector<ArmName>& arms);

// lower_published.cpp: what a study found; the arms are lowered by then
void lower_published(const Reader& scenario, Scenario& out);
// Takes away the endpoints that look at one of these arms.
void leave_out_endpoints(Node& scenario, const std::vector<std::string>& arms);

// lower_study.cpp: a study that has not been made
void lower_study(const Reader& scenario, Scenario& out);

}  // namespace tachy::scenario
