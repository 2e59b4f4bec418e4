// tachy describe: everything a scenario says and rests on, before anything runs.
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/describe/describe_cohort.hpp"
#include "cli/describe/describe_published.hpp"
#include "cli/describe/describe_regimen.hpp"
#include "cli/describe/describe_uncertainty.hpp"
#include "cli/scenario_options.hpp"
#include "cli/terminal.hpp"
#include "model/parameter_table.hpp"

namespace tachy::cli {

namespace {

void heading(std::string_view text) { fmt::print("\n{}\n{}\n", text, std::string(text.size(), '-')); }

std::string_view words_for(regimen::CatchUp catch_up) {
  switch (catch_up) {
    case regimen::CatchUp::skip:
      return "the dose of a visit missed for good is lost";
    case regimen::CatchUp::extend:
      return "the dose of a visit missed for good is given at the end of the phase";
    case regimen::CatchUp::shift:
      break;
  }
  return "a late or missed dose moves all that follow: no dose is lost";
}

void print_visits(const regimen::Plan& plan) {
  const regimen::Attendance& a = plan.attendance;
  heading("Visits");
  fmt::print(
      "  missed {:g} %, late {:g} % by 1 to {} days; a missed visit is offered again after {} days, {} "
      "times\n",
      a.p_missed * 100.0f, a.p_late * 100.0f, a.late_days_max, a.rebook_days, a.rebook_tries);
  fmt::print("  {}\n", words_for(a.catch_up));
  if (a.leaving_ratio != 1.0f)
    fmt::print("  patients leave {:g} times as readily as in trials\n", a.leaving_ratio);
}

void print_logged_patients(const scenario::Scenario& s) {
  std::vector<std::string> who;
  if (s.log_share > 0) who.push_back(fmt::format("{:g} % of all, drawn by a hash", s.log_share * 100.0));
  if (!s.log_patients.empty()) who.push_back(fmt::format("numbers {}", fmt::join(s.log_patients, ", ")));
  if (s.log_when_misuse) who.push_back("who ever misuse");
  if (s.log_when_use_disorder) who.push_back("who ever have a use disorder");
  if (s.log_when_died) who.push_back("who die");
  if (who.empty()) return;
  heading("Patients whose every day is logged");
  fmt::print("  {}\n", fmt::join(who, "; "));
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
    fmt::print("{} {:38} {:>9g} {:8} {:16} {}\n", origin.set_by != scenario::SetBy::table ? '*' : ' ',
               row.name, scenario.experiment.parameters.*row.field, row.unit == "1" ? "" : row.unit, range,
               name_of(row.grade));
    fmt::print("      {}\n      source: {}\n", row.meaning, row.source);
    if (origin.set_by != scenario::SetBy::table)
      fmt::print("      changed at {}; the default is {:g}\n", origin.where, row.default_value);
  }
}

int describe(const ScenarioOptions& options) {
  const auto scenario = load(options);
  if (!scenario) return kInvalidInput;
  fmt::print("{}\n", scenario->title);
  if (!scenario->description.empty()) fmt::print("{}\n", scenario->description);
  const std::uint32_t horizon = scenario->experiment.horizon_days;
  fmt::print("{} days; seed {}\n", horizon,
             scenario->seed_given ? std::to_string(scenario->experiment.seed) : "chosen by 'tachy run'");
  heading("Regimen of every arm, if everyone attends and no rule intervenes");
  for (std::size_t i = 0; i < scenario->arms.size(); ++i) fmt::print("{}\n", describe_arm(*scenario, i));
  heading("Cohort");
  print_cohort(scenario->experiment);
  print_visits(scenario->experiment.plan);
  print_logged_patients(*scenario);
  if (scenario->published) {
    heading("What was published");
    print_published(*scenario);
  }
  if (scenario->uncertainty) {
    heading("What is not known");
    print_uncertainty(*scenario->uncertainty);
  }
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
      "In the calendar a digit is a day with a dose (the number of the phase), o a visit for rating, a dot a "
      "day\n"
      "without either.\n"
      "Example: tachy describe scenarios/policy/maintenance.yaml --arms response_guided");
  command->callback([&exit_code, options] { exit_code = describe(*options); });
}

}  // namespace tachy::cli
