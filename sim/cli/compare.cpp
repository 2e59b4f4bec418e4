// tachy compare RESULT: who is better off, worse off, unchanged; benefit against harm.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/unsealed.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/first_screen.hpp"
#include "output/economics/cost_shown.hpp"
#include "run/library_root.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/valuation_of_result.hpp"

namespace tachy::cli {

namespace {

struct CompareOptions {
  std::string result;
  std::vector<std::string> arms, measures;
  bool csv = false, json = false, full = false;
};

void require_known(const std::string& option, const std::vector<std::string>& wanted,
                   const std::vector<std::string>& known) {
  for (const std::string& name : wanted) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw CLI::ValidationError(
          option, fmt::format("'{}' is not in this file; it has: {}", name, CLI::detail::join(known, ", ")));
    }
  }
}

// Nothing where the result was run without draws, or its scenario has no prices; a file of a version that did
// not count what has a price says so in `tachy economics`.
std::optional<output::CostShown> cost_of(const CompareOptions& options, const output::Outcome& chosen) {
  if (chosen.unknown.draws == 0) return std::nullopt;
  try {
    const output::EconomicResult result = output::read_economic_result(options.result);
    const auto found = scenario::valuation_of_result(
        scenario::FilesOnDisk{}, options.result, result.scenario_resolved, run::library_root_for("."), {});
    if (!found.valuation) return std::nullopt;
    return output::cost_shown(output::answer_of(result, *found.valuation), chosen.arm_ids);
  } catch (const OutputError&) {
    return std::nullopt;
  }
}

void compare(const CompareOptions& options) {
  const output::Outcome outcome = output::read_outcome(options.result);
  tell_unsealed(options.result);
  std::vector<std::string> measures;
  for (const output::Measure& measure : outcome.measures) measures.push_back(measure.name);
  require_known("--arms", options.arms, outcome.arm_ids);
  require_known("--measure", options.measures, measures);
  const output::Outcome chosen = output::selected(outcome, options.arms, options.measures);
  if (options.json) {
    fmt::print("{}", output::comparison_json(chosen));
  } else if (options.csv) {
    fmt::print("{}", output::comparison_csv(chosen));
    print_notice(output::kComparisonNotice);
  } else if (options.full || !options.measures.empty()) {
    fmt::print("{}", output::comparison_text(chosen));
  } else {
    fmt::print("{}", output::first_screen(chosen, cost_of(options, chosen), printable_line(options.result)));
  }
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("compare", "Set the arms of a result side by side: benefit against harm");
  const auto options = std::make_shared<CompareOptions>();
  command->add_option("RESULT", options->result, "outcome file that `tachy run` wrote")->required();
  command->add_option("--arms", options->arms, "only these arms, by id: none,weekly")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--measure", options->measures, "only these measures: remission_weeks,died")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_flag("--full", options->full,
                    "every measure, and what is not known, the flow of patients, structures, judgement");
  CLI::Option* csv =
      command->add_flag("--csv", options->csv, "a table for programs, one row per measure and arm");
  command->add_flag("--json", options->json, "the same as JSON")->excludes(csv);
  command->callback([options, &exit_code] {
    compare(*options);
    exit_code = kDone;
  });
}

}  // namespace tachy::cli
