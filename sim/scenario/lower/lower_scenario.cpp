// The sections of a scenario, one after the other; later ones use what earlier ones said.
#include <algorithm>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

void lower_scenario(const Node& root, const std::optional<Draw>& draw, Scenario& out, Faults& faults,
                    Faults& notes) {
  const Reader scenario(root, kScenarioSection, "", faults);
  if (!root.is(Node::Kind::map)) return;
  regimen::Experiment& experiment = out.experiment;
  out.title = scenario.text("title").value_or("");
  out.description = scenario.text("description").value_or("");
  if (const auto days = scenario.days("horizon")) experiment.horizon_days = *days;
  if (const auto seed = scenario.whole("seed")) {
    experiment.seed = *seed;
    out.seed_given = true;
  }
  if (const auto cohort = scenario.section("cohort")) lower_cohort(*cohort, experiment);
  if (const auto weekday = scenario.choice("starts_on"))
    out.first_weekday = static_cast<std::uint32_t>(*weekday);
  ArmPolicy policy;
  if (const auto section = scenario.section("policy")) policy = lower_policy(*section);
  experiment.plan.attendance = policy.attendance;
  lower_parameters(scenario, draw, experiment.parameters, out.parameter_origins);
  lower_arms(scenario, policy, out, notes);
  experiment.reference_arm = arm_called(scenario, "reference_arm", out.arms).value_or(0);
  if (const auto outcomes = scenario.section("outcomes")) lower_outcomes(*outcomes, out);
  lower_published(scenario, out);
}

}  // namespace tachy::scenario
