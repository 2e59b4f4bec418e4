// tachy economics RESULT: what the arms cost, what they are worth, and which unknown is worth knowing.
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/unsealed.hpp"
#include "output/economics/economics_text.hpp"
#include "output/file/atomic_file.hpp"
#include "run/library_root.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/valuation_of_result.hpp"

namespace tachy::cli {

namespace {

struct EconomicsOptions {
  std::string result, use, csv;
  std::vector<std::string> set;
  bool full = false, json = false;
};

std::string names_a_value(const std::string& text) {
  const auto at = text.find('=');
  return at == std::string::npos || at == 0 ? "write name=value, e.g. --set prices.visit=150" : "";
}

// "economics.prices.visit", as a scenario is told, means the same as "prices.visit".
std::pair<std::string, std::string> setting_of(const std::string& text) {
  constexpr std::string_view kWithin = "economics.";
  const auto at = text.find('=');
  std::string path = text.substr(0, at);
  if (path.starts_with(kWithin)) path.erase(0, kWithin.size());
  return {path, text.substr(at + 1)};
}

std::optional<economics::Valuation> valuation_for(const EconomicsOptions& options,
                                                  const std::string& resolved) {
  scenario::ValuationWish wish{.use = options.use, .set = {}};
  for (const std::string& text : options.set) wish.set.push_back(setting_of(text));
  const scenario::ValuationFound found = scenario::valuation_of_result(
      scenario::FilesOnDisk{}, options.result, resolved, run::library_root_for("."), wish);
  for (const InputFault& fault : found.faults) print_fault(fault);
  if (found.valuation) return found.valuation;
  print_error(
      found.faults.empty()
          ? fmt::format("the scenario of {} has no prices; name some: --use library/economics/us-2024.yaml",
                        options.result)
          : "nothing was valued");
  return std::nullopt;
}

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
  const auto valuation = valuation_for(options, result.scenario_resolved);
  if (!valuation) return kInvalidInput;
  const output::EconomicAnswer answer = output::answer_of(result, *valuation);
  if (!options.csv.empty())
    write_tables(answer, options.csv);
  else
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
  command
      ->add_option("--set", options->set,
                   "change one value: prices.visit=150, utilities.set=sf6d_kolovos, perspective=society, "
                   "discount.costs='5 %', willingness_to_pay=50000")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false)
      ->check(names_a_value);
  command->add_option("--use", options->use,
                      "value it by this part in place of the scenario's: library/economics/uk-2024.yaml");
  command->add_flag("--full", options->full,
                    "and net benefit, acceptability, value of information, thresholds, budget, ledger");
  CLI::Option* json = command->add_flag("--json", options->json, "all of it as JSON");
  command
      ->add_option(
          "--csv", options->csv,
          "write tables into this folder: costs and effects by draw as BCEA, dampack, hesim and voi read "
          "them, and those of --full")
      ->excludes(json);
  command->footer(
      "Nothing is run again: costs and effects are linear in what was counted.\n"
      "Exit code 0; 1 when the file cannot be read or was run without draws; 3 when prices cannot be used.\n"
      "Example: tachy economics results/maintenance.h5 --set prices.infusion=300");
  command->callback([options, &exit_code] { exit_code = tell_economics(*options); });
}

}  // namespace tachy::cli
