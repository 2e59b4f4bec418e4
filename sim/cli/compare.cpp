// tachy compare RESULT: who is better off, worse off, unchanged; benefit against harm.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/unsealed.hpp"
#include "output/compare/comparison.hpp"

namespace tachy::cli {

namespace {

struct CompareOptions {
  std::string result;
  std::vector<std::string> arms, measures;
  bool csv = false, json = false;
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
  } else {
    fmt::print("{}", output::comparison_text(chosen));
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
  CLI::Option* csv =
      command->add_flag("--csv", options->csv, "a table for programs, one row per measure and arm");
  command->add_flag("--json", options->json, "the same as JSON")->excludes(csv);
  command->callback([options, &exit_code] {
    compare(*options);
    exit_code = kDone;
  });
}

}  // namespace tachy::cli
