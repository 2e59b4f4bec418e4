// tachy describe: everything a scenario says and rests on, before anything runs.
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/describe_regimen.hpp"
#include "cli/load.hpp"
#include "cli/terminal.hpp"
#include "model/parameter_table.hpp"

namespace tachy::cli {

namespace {

void heading(std::string_view text) { fmt::print("\n{}\n{}\n", text, std::string(text.size(), '-')); }

void print_marginal(std::string_view name, const model::Marginal& m, std::string_view unit) {
  fmt::print("  {:34} mean {:g} {}, SD {:g}, {:g} to {:g}\n", name, m.mean, unit, m.sd, m.low, m.high);
}

void print_cohort(const regimen::Experiment& experiment) {
  const model::Cohort& cohort = experiment.cohort;
  const model::Eligibility& eligible = experiment.eligibility;
  heading("Cohort");
  fmt::print("  {:34} {}\n", "patients", grouped(experiment.patients));
  print_marginal("age", cohort.age_years, "years");
  print_marginal("weight, women", cohort.weight_kg_women, "kg");
  print_marginal("weight, men", cohort.weight_kg_men, "kg");
  print_marginal("HAM-D17 at baseline", cohort.baseline_hamd17, "points");
  const auto share = [](std::string_view name, float p) { fmt::print("  {:34} {:g} %\n", name, p * 100.0f); };
  share("women", cohort.p_female);
  share("own substance-use history", cohort.p_own_substance_history);
  share("family substance-use history", cohort.p_family_substance_history);
  share("another psychiatric diagnosis", cohort.p_psychiatric_comorbidity);
  fmt::print("  {:34} {:g} on average\n", "failed treatments",
             2.0f + cohort.failed_treatments_mean_beyond_two);
  fmt::print("  {:34} {}\n", "new oral antidepressant on day 0", cohort.new_antidepressant ? "yes" : "no");
  fmt::print("  {:34} HAM-D17 at least {:g}, age {:g} to {:g}, at least {} failed treatments{}\n", "eligible",
             eligible.min_baseline_hamd17, eligible.min_age_years, eligible.max_age_years,
             eligible.min_failed_treatments,
             eligible.exclude_own_substance_history ? ", no own substance-use history" : "");
}

void print_visits(const regimen::Plan& plan) {
  const regimen::Attendance& a = plan.attendance;
  heading("Visits");
  fmt::print(
      "  missed {:g} %, late {:g} % by 1 to {} days; a missed visit is offered again after {} days, {} "
      "times\n",
      a.p_missed * 100.0f, a.p_late * 100.0f, a.late_days_max, a.rebook_days, a.rebook_tries);
  fmt::print("  a visit finds existing misuse with a chance of {:g} %\n",
             plan.misuse_detection_sensitivity * 100.0f);
}

void print_sources(const scenario::Scenario& scenario) {
  if (scenario.sources.empty()) return;
  heading("Where the values of the library parts come from");
  for (const auto& row : scenario.sources) {
    fmt::print("  {} [{}] {}\n", row.path, row.grade, row.source);
    if (!row.overridden_at.empty()) fmt::print("      but changed at {}\n", row.overridden_at);
  }
}

void print_parameters(const scenario::Scenario& scenario) {
  heading("Parameters (value, unit, plausible range, grade; * = not the default)");
  const auto rows = model::parameter_table();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto& origin = scenario.parameter_origins[i];
    const std::string range = fmt::format("{:g} to {:g}", row.low, row.high);
    fmt::print("{} {:38} {:>9g} {:8} {:16} {}\n", origin.overridden ? '*' : ' ', row.name,
               scenario.experiment.parameters.*row.field, row.unit == "1" ? "" : row.unit, range,
               name_of(row.grade));
    fmt::print("      {}\n      source: {}\n", row.meaning, row.source);
    if (origin.overridden)
      fmt::print("      changed at {}; the default is {:g}\n", origin.where, row.default_value);
  }
}

int describe(const ScenarioOptions& options) {
  const auto scenario = load(options);
  if (!scenario) return kInvalidInput;
  fmt::print("{}\n", scenario->title);
  if (!scenario->description.empty()) fmt::print("{}\n", scenario->description);
  const std::uint32_t horizon = scenario->experiment.horizon_days;
  fmt::print("{} days, lived in whole weeks: {}; seed {}\n", horizon, regimen::simulated_days(horizon),
             scenario->seed_given ? std::to_string(scenario->experiment.seed) : "chosen by 'tachy run'");
  heading("Regimen of every arm, if everyone attends and no rule intervenes");
  for (std::size_t i = 0; i < scenario->arms.size(); ++i) fmt::print("{}\n", describe_arm(*scenario, i));
  print_cohort(scenario->experiment);
  print_visits(scenario->experiment.plan);
  print_sources(*scenario);
  print_parameters(*scenario);
  heading("The scenario with everything filled in");
  fmt::print("{}", scenario->resolved);
  return kDone;
}

}  // namespace

void add_describe(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "describe", "Print the regimen calendar, cohort, parameters and sources of a scenario");
  const auto options = std::make_shared<ScenarioOptions>();
  add_scenario_options(*command, *options);
  command->footer(
      "In the calendar a digit is a day with a dose (the number of the phase), a dot a day without.\n"
      "Example: tachy describe scenarios/policy/maintenance.yaml --arms response_guided");
  command->callback([&exit_code, options] { exit_code = describe(*options); });
}

}  // namespace tachy::cli
