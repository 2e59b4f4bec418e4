#include "run/outcome_input.hpp"

#include <utility>

#include "run/version.hpp"
#include "regimen/calendar.hpp"

namespace tachy::run {

namespace {

output::OutcomeArm outcome_arm(const scenario::Scenario& scenario, std::size_t index) {
  const auto& [id, label, phase_ids] = scenario.arms[index];
  const std::uint32_t days = scenario.experiment.horizon_days;
  output::OutcomeArm arm{id, label, phase_ids, std::vector<std::uint8_t>(days, 0),
                         std::vector<std::int32_t>(days, -1)};
  const auto calendar = regimen::planned_calendar(scenario.experiment.plan.arm[index], days);
  for (const auto& visit : calendar) arm.planned[visit.day] = visit.what == regimen::Planned::dose;
  // A phase is in force from its first visit to the day before the next phase, the last one to its last
  // visit.
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const std::uint32_t end = i + 1 < calendar.size() ? calendar[i + 1].day : calendar[i].day + 1;
    for (std::uint32_t day = calendar[i].day; day < end; ++day) {
      arm.phase[day] = static_cast<std::int32_t>(calendar[i].phase);
    }
  }
  return arm;
}

}  // namespace

output::OutcomeInput outcome_input(const scenario::Scenario& scenario, engine::Tallies tallies) {
  output::OutcomeInput input;
  input.title = scenario.title;
  input.scenario_text = scenario.text;
  input.scenario_resolved = scenario.resolved;
  input.tool_version = tool_version();
  input.git_revision = git_revision();
  for (std::size_t i = 0; i < scenario.arms.size(); ++i) input.arms.push_back(outcome_arm(scenario, i));
  for (const auto& origin : scenario.parameter_origins) input.parameter_origins.push_back(origin.where);
  input.dose_form_labels = scenario.dose_form_labels;
  input.experiment = scenario.experiment;
  input.tallies = std::move(tallies);
  return input;
}

}  // namespace tachy::run
