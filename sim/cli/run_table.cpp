#include "cli/run_table.hpp"
#include "base/grouped.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "day/flow.hpp"
#include "output/compare/flow_text.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::cli {

namespace {

double mean_total(const engine::Tallies& tallies, std::uint32_t arm, model::Total total) {
  const auto& row = model::row_of(total);
  return static_cast<double>(tallies.at(arm, total).sum) * tallies.scale_of(row) /
         static_cast<double>(tallies.enrolled);
}

// The last week that is whole: in a shorter one few weekdays are reviewed, and how long the last dose is ago
// would decide.
std::uint32_t last_whole_week(const engine::Tallies& tallies, std::uint32_t horizon_days) {
  return std::min(std::max(horizon_days / model::kDaysPerWeek, 1u), tallies.periods) - 1;
}

double mean_score(const engine::Tallies& tallies, std::uint32_t arm, std::uint32_t week) {
  const auto alive = tallies.at(arm, week, model::Weekly::alive);
  if (alive == 0) return 0.0;
  const auto& row = model::row_of(model::Weekly::hamd17_sum);
  return static_cast<double>(tallies.at(arm, week, model::Weekly::hamd17_sum)) *
         static_cast<double>(row.scale) / static_cast<double>(alive);
}

std::uint32_t draws_of(const scenario::Scenario& scenario) {
  return scenario.uncertainty ? scenario.uncertainty->draws() : 1;
}

std::string flow_of(const scenario::Scenario& scenario, const engine::Tallies& tallies) {
  output::Flow flow;
  std::vector<std::vector<std::string>> phase_ids;
  for (std::uint32_t arm = 0; arm < tallies.arms; ++arm) {
    flow.arm_ids.push_back(scenario.arms[arm].id);
    flow.counts.emplace_back(tallies.flow_of(arm), tallies.flow_of(arm) + day::kFlowSteps);
    phase_ids.push_back(scenario.arms[arm].phase_ids);
  }
  for (const day::FlowStepRow& step : day::kFlowTable)
    flow.steps.push_back(output::words_of_step(std::string(step.name), phase_ids));
  flow.draws = draws_of(scenario);
  return output::flow_table(flow);
}

}  // namespace

std::string run_table(const scenario::Scenario& scenario, const engine::Tallies& tallies) {
  using model::Total;
  const auto& experiment = scenario.experiment;
  const std::int64_t draws = draws_of(scenario), enrolled = tallies.enrolled / draws,
                     not_enrolled = tallies.not_enrolled / draws;
  std::string text = fmt::format(
      "{}\n{} patients in every arm{}, {} days, seed {}\n", scenario.title,
      grouped(static_cast<std::uint64_t>(enrolled)),
      scenario.uncertainty ? fmt::format(" under each of {} draws of what is not known", draws) : "",
      experiment.horizon_days, experiment.seed);
  if (not_enrolled > 0) {
    text += fmt::format("for {} of {} no eligible patient was found\n",
                        grouped(static_cast<std::uint64_t>(not_enrolled)),
                        grouped(static_cast<std::uint64_t>(enrolled + not_enrolled)));
  }
  if (tallies.misuse_clocks > 1)
    text += fmt::format("misuse and use disorder are counted in {} lives of each patient\n",
                        tallies.misuse_clocks);
  std::size_t width = 3;
  for (const auto& arm : scenario.arms) width = std::max(width, arm.id.size());
  text += "\n" + flow_of(scenario, tallies);
  text += fmt::format("\n{:{}}  {:>9}  {:>10}  {:>10}  {:>12}  {:>12}\n", "", width, "sessions", "weeks in",
                      "weeks in", "HAM-D17 in", "relapses");
  text += fmt::format("{:{}}  {:>9}  {:>10}  {:>10}  {:>12}  {:>12}\n", "arm", width, "", "response",
                      "remission", "last week", "");
  for (std::uint32_t a = 0; a < tallies.arms; ++a) {
    const std::string note = a == experiment.reference_arm ? "  (reference)" : "";
    text += fmt::format(
        "{:{}}  {:>9.1f}  {:>10.2f}  {:>10.2f}  {:>12.1f}  {:>12.3f}{}\n", scenario.arms[a].id, width,
        mean_total(tallies, a, Total::sessions), mean_total(tallies, a, Total::response_weeks),
        mean_total(tallies, a, Total::remission_weeks),
        tallies.periods > 0 ? mean_score(tallies, a, last_whole_week(tallies, experiment.horizon_days)) : 0.0,
        mean_total(tallies, a, Total::relapses), note);
  }
  text += fmt::format("means per patient{}; response includes remission; last week: the last whole one. {}\n",
                      scenario.uncertainty ? " and draw" : "", output::kNotice);
  return text;
}

}  // namespace tachy::cli
