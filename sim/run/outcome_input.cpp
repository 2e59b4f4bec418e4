#include "run/outcome_input.hpp"

#include <utility>

#include <fmt/format.h>

#include "regimen/calendar.hpp"
#include "run/version.hpp"
#include "scenario/language/parameter_words.hpp"

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

// "consolidation 0 per day, hill 1"
std::string words_for(const std::vector<scenario::FixedValue>& fixed) {
  std::string words;
  for (const scenario::FixedValue& value : fixed)
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", value.row->name,
                         scenario::with_unit(fmt::format("{}", value.value), value.row->unit));
  return words;
}

output::DrawsOfVariant draws_of(const scenario::Variant& variant) {
  return {.id = variant.id,
          .kind = std::string(name_of(variant.kind)),
          .posterior = variant.from,
          .posterior_sha256 = variant.sha256,
          .fixes = words_for(variant.fixed),
          .rows = {variant.rows.begin(), variant.rows.end()},
          .values = variant.values};
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

output::OutcomeInput outcome_input(const scenario::Scenario& scenario,
                                   std::shared_ptr<const output::CollectedDraws> draws) {
  const scenario::Uncertainty& u = *scenario.uncertainty;
  output::OutcomeInput input = outcome_input(scenario, draws->together());
  input.experiment.patients = u.patients;
  output::Draws out{.posterior = u.from,
                    .posterior_sha256 = u.sha256,
                    .rows_in_all = u.rows_in_all,
                    .rows = {u.rows.begin(), u.rows.end()},
                    .parameters = {},
                    .values = u.values,
                    .held = {},
                    .variants = {},
                    .lived = std::move(draws)};
  for (const scenario::DrawnParameter& p : u.parameters)
    out.parameters.push_back({.name = std::string(p.row->name),
                              .unit = std::string(p.row->unit),
                              .group = std::string(name_of(p.group)),
                              .submodel = std::string(model::submodel_of(*p.row)),
                              .from = p.from});
  for (const scenario::HeldParameter& held : u.held)
    out.held.push_back({std::string(held.row->name), std::string(held.because)});
  for (const scenario::Variant& variant : u.variants) out.variants.push_back(draws_of(variant));
  input.draws = std::move(out);
  return input;
}

}  // namespace tachy::run
