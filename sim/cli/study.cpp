// tachy study TRIAL: is a study worth what it costs, for the decision between the arms of a result?
#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/result_valuation.hpp"
#include "cli/scenario_options.hpp"
#include "cli/terminal.hpp"
#include "cli/unsealed.hpp"
#include "cli/usable_threads.hpp"
#include "run/run_metadata.hpp"
#include "study/worth/study_words.hpp"

namespace tachy::cli {

namespace {

struct StudyOptions {
  ScenarioOptions trial;
  std::string result, set_up = "0", each = "0";
  ValuationOptions valuation;
  std::optional<double> people, takes;
  std::optional<std::uint32_t> years;
  double uptake = 100.0;  // %
  int threads = 0;
  bool json = false;
};

// "5e6" or "5e6..10e6".
std::optional<study::CostRange> cost_of(const std::string& text) {
  const auto number = [](std::string_view part) -> std::optional<double> {
    double value = 0.0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc{} || end != part.data() + part.size() || !(value >= 0.0) || value > 1e12)
      return std::nullopt;
    return value;
  };
  const std::string_view all = text;
  const auto at = all.find("..");
  const auto low = number(all.substr(0, at));
  const auto high = at == std::string_view::npos ? low : number(all.substr(at + 2));
  if (!low || !high || *low > *high) return std::nullopt;
  return study::CostRange{*low, *high};
}

std::string is_cost(const std::string& text) {
  return cost_of(text) ? "" : fmt::format("'{}' is no amount; write 5000000, or 5e6..10e6 for a range", text);
}

// The draws of the result, as the trial can live them.
std::vector<scenario::Draw> draws_of(const output::Outcome& outcome) {
  std::vector<scenario::Draw> draws(static_cast<std::size_t>(outcome.unknown.draws));
  for (const output::ParameterDrawn& parameter : outcome.unknown.parameters)
    for (const model::ParameterRow& row : model::parameter_table()) {
      if (row.name != parameter.name || row.used_by_loader) continue;
      for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        draws[draw].parameters.push_back(&row);
        draws[draw].values.push_back(static_cast<float>(parameter.by_draw[draw]));
      }
    }
  return draws;
}

// A year to recruit, and its horizon.
double years_it_takes(const scenario::Scenario& trial) {
  return 1.0 + trial.experiment.horizon_days / economics::kDaysPerYear;
}

// Nothing after a message.
std::optional<study::StudyTerms> terms_of(const StudyOptions& options, const scenario::Scenario& trial,
                                          const economics::Valuation& valuation) {
  study::StudyTerms terms{.set_up = *cost_of(options.set_up),
                          .each = *cost_of(options.each),
                          .people_a_year = options.people.value_or(valuation.population.people_a_year),
                          .years = options.years.value_or(valuation.population.years),
                          .takes_years = options.takes.value_or(years_it_takes(trial)),
                          .uptake = options.uptake / 100,
                          .discount = valuation.discount_costs};
  if (terms.people_a_year > 0.0) return terms;
  print_error("nobody is treated by what it finds: say how many begin treatment in a year, --people 10000");
  return std::nullopt;
}

study::StudyData data_of(const scenario::Scenario& trial, const output::Outcome& outcome, int threads) {
  constexpr std::uint64_t kParts = 1000;
  Progress progress({"study", kParts});
  return study::make_study(trial, draws_of(outcome), usable_threads(threads), [&](double part) {
    progress.update(static_cast<std::uint64_t>(part * static_cast<double>(kParts)));
  });
}

int value_study(const StudyOptions& options) {
  const output::EconomicResult result = output::read_economic_result(options.result);
  tell_unsealed(options.result);
  if (result.outcome.unknown.draws < static_cast<std::int64_t>(output::kFewestDraws)) {
    print_error(
        fmt::format("{} has {} draws; a study is valued by {} or more: tachy run SCENARIO --draws 100",
                    options.result, result.outcome.unknown.draws, output::kFewestDraws));
    return kInvalidInput;
  }
  const auto trial = load(options.trial);
  if (!trial) return kInvalidInput;
  if (!trial->study) {
    print_error(
        fmt::format("{} describes no study: add a block such as study: {{question: does the effect wear "
                    "off?, sizes: [50, "
                    "100, 200], measures: [remission_weeks]}}",
                    options.trial.path));
    return kInvalidInput;
  }
  const auto valuation = valuation_for(options.result, result.scenario_resolved, options.valuation);
  if (!valuation) return kInvalidInput;
  const auto terms = terms_of(options, *trial, *valuation);
  if (!terms) return kInvalidInput;

  const output::EconomicAnswer economics = output::answer_of(result, *valuation);
  const bool can_change_the_choice = economics::evpi(economics.net_benefit) > 0.0;
  const study::StudyData data =
      can_change_the_choice ? data_of(*trial, result.outcome, options.threads) : study::StudyData{};
  const study::StudyAnswer answer{
      *trial, economics, data, *terms,
      study::values_of_study(data, trial->arms.size(), economics.net_benefit, *terms)};
  fmt::print("{}", options.json ? study::study_json(answer) : study::study_text(answer));
  return kDone;
}

}  // namespace

void add_study(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("study", "Is a study worth paying for? EVSI and net benefit by its size");
  const auto options = std::make_shared<StudyOptions>();
  add_scenario_options(*command, options->trial);
  command->remove_option(command->get_option("--set"));
  command->get_option("SCENARIO")->description("the trial, a scenario with a 'study:' block");
  command
      ->add_option("--result", options->result,
                   "outcome file of a run under draws: the decision that the study is for")
      ->required();
  command->add_option("--cost", options->set_up, "of the study, whoever takes part: 5000000, or 5e6..10e6")
      ->check(is_cost);
  command->add_option("--each", options->each, "for each participant: 20000, or 15e3..25e3")->check(is_cost);
  command
      ->add_option("--people", options->people,
                   "who begin treatment in a year; without it those of the prices' population")
      ->check(CLI::Range(1.0, 1e9));
  command->add_option("--years", options->years, "for how many the decision holds; likewise")
      ->check(CLI::Range(1, 50));
  command
      ->add_option("--takes", options->takes,
                   "years until its findings are known; without it one and the trial's horizon")
      ->check(CLI::Range(0.0, 50.0));
  command
      ->add_option("--uptake", options->uptake, "of those who begin after it, the % treated by its findings")
      ->check(CLI::Range(0.0, 100.0));
  add_valuation_options(*command, options->valuation);
  command->add_flag("--json", options->json, "the same as JSON");
  command->add_option("-j,--threads", options->threads, "number of threads; the result does not depend on it")
      ->check(CLI::Range(1, run::kMostThreads));
  command->footer(
      "The engine makes the study under each draw of the result; what it is worth is found by regression of "
      "net\n"
      "benefit on what it sees. --set and --use change what the result is valued by.\n"
      "Exit code 0; 1 when the result cannot be read or was run without draws; 3 when the trial or prices "
      "cannot\n"
      "be used.\n"
      "Example: tachy study scenarios/studies/wearing-off.yaml --result results/maintenance.h5 --cost 3e6 "
      "--each 15e3");
  command->callback([options, &exit_code] { exit_code = value_study(*options); });
}

}  // namespace tachy::cli
