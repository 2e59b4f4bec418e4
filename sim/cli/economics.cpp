// tachy economics RESULT: what the arms cost, what they are worth, and which unknown is worth knowing.
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/result_valuation.hpp"
#include "cli/unsealed.hpp"
#include "output/economics/economics_group.hpp"
#include "output/economics/economics_text.hpp"
#include "output/file/atomic_file.hpp"

namespace tachy::cli {

namespace {

struct EconomicsOptions {
  std::string result, csv, valued;
  ValuationOptions valuation;
  bool full = false, json = false, force = false;
};

void write_tables(const output::EconomicAnswer& answer, const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder, error))
    throw OutputError(fmt::format("cannot make the folder {}; choose another with --csv", folder));
  for (const output::EconomicTable& table : output::economics_csv(answer)) {
    const std::filesystem::path path = std::filesystem::path(folder) / table.name;
    output::write_whole_file(path, std::as_bytes(std::span(table.csv)));
    fmt::print("written: {}\n", printable_line(path.string()));
  }
}

int tell_economics(const EconomicsOptions& options) {
  const output::EconomicResult result = output::read_economic_result(options.result);
  tell_unsealed(options.result);
  const auto valuation = valuation_for(options.result, result.scenario_resolved, options.valuation);
  if (!valuation) return kInvalidInput;
  const output::EconomicAnswer answer = output::answer_of(result, *valuation);
  if (!options.csv.empty()) write_tables(answer, options.csv);
  if (!options.valued.empty()) {
    output::write_with_economics(options.valued, options.result, answer,
                                 options.force ? output::Existing::replaced : output::Existing::refused);
    fmt::print("written: {}\n", printable_line(options.valued));
  }
  if (options.csv.empty() && options.valued.empty())
    fmt::print("{}",
               options.json ? output::economics_json(answer) : output::economics_text(answer, options.full));
  return kDone;
}

}  // namespace

void add_economics(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "economics", "Costs, QALYs and the value of knowing more, from a result under draws");
  const auto options = std::make_shared<EconomicsOptions>();
  command->add_option("RESULT", options->result, "outcome file of a run under draws")->required();
  add_valuation_options(*command, options->valuation);
  command->add_flag("--full", options->full,
                    "and net benefit, acceptability, value of information, thresholds, budget, ledger");
  CLI::Option* json = command->add_flag("--json", options->json, "all of it as JSON");
  command
      ->add_option(
          "--csv", options->csv,
          "write tables into this folder: costs and effects by draw as BCEA, dampack, hesim and voi read "
          "them, and those of --full")
      ->excludes(json);
  command->add_option("-o,--output", options->valued,
                      "write a copy of RESULT with all of it as the group /economics");
  command->add_flag("--force", options->force, "replace an existing file");
  command->footer(
      "Nothing is run again: costs and effects are linear in what was counted.\n"
      "Exit code 0; 1 when the file cannot be read or was run without draws; 3 when prices cannot be used.\n"
      "Example: tachy economics results/maintenance.h5 --set prices.infusion=300");
  command->callback([options, &exit_code] { exit_code = tell_economics(*options); });
}

}  // namespace tachy::cli
