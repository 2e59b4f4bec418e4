// The sections of a scenario, one after the other; later ones use what earlier ones said.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/parameter_table.hpp"
#include "scenario/lower/lower_economics.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// Whoever reads a table, a figure or a file of this run reads its title.
std::string mark_of(const model::Parameters& parameters) {
  const auto names = model::beyond_range(parameters);
  if (names.empty()) return "";
  constexpr std::size_t kNamed = 3;
  const std::size_t named = std::min(names.size(), kNamed);
  const std::string more =
      names.size() > named ? fmt::format(" and {} more", names.size() - named) : std::string();
  return fmt::format(" [beyond the plausible range: {}{}]",
                     fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(named), ", "),
                     more);
}

// Of costs and effects it matters which arm the others are set against: no order of arms decides it.
void require_reference_arm(const Reader& scenario, const std::vector<ArmName>& arms) {
  if (arms.size() > 1 && !scenario.has("reference_arm"))
    scenario.fault("economics",
                   "it is not said which arm the costs and effects of the others are compared with",
                   fmt::format("add e.g. reference_arm: {}", arms.front().id));
}

}  // namespace

void lower_scenario(const Node& root, const std::optional<Draw>& draw, Scenario& out, Faults& faults,
                    Faults& notes) {
  const Reader scenario(root, kScenarioSection, "", faults);
  if (!root.is(Node::Kind::map)) return;
  regimen::Experiment& experiment = out.experiment;
  out.title = scenario.text("title").value_or("");
  out.description = scenario.text("description").value_or("");
  if (const auto days = scenario.days("horizon")) experiment.horizon_days = *days;
  experiment.smallest_difference_weeks = smallest_difference_weeks(experiment.horizon_days);
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
  out.title += mark_of(experiment.parameters);
  lower_arms(scenario, policy, out, notes);
  experiment.reference_arm = arm_called(scenario, "reference_arm", out.arms).value_or(0);
  if (const auto outcomes = scenario.section("outcomes")) lower_outcomes(*outcomes, out);
  if (const auto economics = scenario.section("economics")) {
    out.economics = lower_economics(*economics);
    require_reference_arm(scenario, out.arms);
  }
  lower_published(scenario, out);
  lower_study(scenario, out);
}

}  // namespace tachy::scenario
