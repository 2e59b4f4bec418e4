#include <algorithm>
#include <span>

#include "bench/plain_first_version.hpp"

namespace tachy::bench {

namespace {

std::string_view beyond_plain(const regimen::Rule& rule) {
  if (rule.withhold) return "a rule that withholds a dose";
  if (rule.dose_steps != 0) return "a rule that changes the dose";
  if (rule.go_to != regimen::kNoPhase) return "a rule that sends patients to another phase";
  return {};
}

std::string_view beyond_plain(const regimen::Phase& phase) {
  if (phase.ladder_steps > 0) return "a dose ladder";
  if (phase.assessment_only) return "visits without a dose";
  if (phase.expectancy != model::ExpectancyKind::drug) return "sessions not felt to be the drug";
  if (phase.naltrexone_mg > 0.0f) return "naltrexone before a session";
  if (phase.on_weekdays) return "fixed weekdays";
  if (phase.entry.wait_every_days > 0) return "waiting for the entry of a phase";
  if (phase.next != regimen::kInOrder && phase.next != regimen::kNoPhase) return "phases out of order";
  if (phase.entry.otherwise != regimen::kNoPhase) return "another phase for those who may not enter";
  for (const regimen::Rule& rule : std::span(phase.rule, phase.rules))
    if (const auto what = beyond_plain(rule); !what.empty()) return what;
  return {};
}

std::string_view beyond_plain(const regimen::Arm& arm) {
  if (arm.phases == 0) return "an arm without phases";
  if (arm.stages > 1) return "a policy in stages";
  const regimen::PolicyStage& policy = arm.stage[0];
  if (std::min(policy.max_doses_per_week, policy.max_doses_per_year) != regimen::kNoLimit ||
      policy.caps_session)
    return "caps on doses";
  if (policy.take_home_after_doses != regimen::kNoLimit) return "doses taken at home";
  for (const regimen::Phase& phase : std::span(arm.phase, arm.phases))
    if (const auto what = beyond_plain(phase); !what.empty()) return what;
  return {};
}

}  // namespace

std::string_view beyond_plain(const regimen::Experiment& e) {
  if (e.plan.dose_forms != 1) return "more than one kind of dose";
  if (!e.plan.dose_form[0].is_drug()) return "placebo sessions";
  if (e.cohort.new_antidepressant) return "a newly started antidepressant";
  if (!e.cohort.imported.empty()) return "patients from a file";
  if (e.cohort.factor.weight_from_age != 0.0f || e.cohort.factor.baseline_from_age != 0.0f ||
      e.cohort.factor.baseline_from_weight != 0.0f)
    return "correlated traits";
  for (const regimen::Arm& arm : std::span(e.plan.arm, e.plan.arms))
    if (const auto what = beyond_plain(arm); !what.empty()) return what;
  return {};
}

}  // namespace tachy::bench
