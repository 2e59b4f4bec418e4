#include "cli/result_valuation.hpp"

#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/terminal.hpp"
#include "run/library_root.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/valuation_of_result.hpp"

namespace tachy::cli {

namespace {

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

}  // namespace

void add_valuation_options(CLI::App& command, ValuationOptions& options) {
  command
      .add_option("--set", options.set,
                  "change one value: prices.visit=150, utilities.set=sf6d_kolovos, perspective=society, "
                  "discount.costs='5 %', willingness_to_pay=50000")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false)
      ->check(names_a_value);
  command.add_option("--use", options.use,
                     "value it by this part in place of the scenario's: library/economics/uk-2024.yaml");
}

std::optional<economics::Valuation> valuation_for(const std::string& result, const std::string& resolved,
                                                  const ValuationOptions& options) {
  scenario::ValuationWish wish{.use = options.use, .set = {}};
  for (const std::string& text : options.set) wish.set.push_back(setting_of(text));
  const scenario::ValuationFound found = scenario::valuation_of_result(
      scenario::FilesOnDisk{}, result, resolved, run::library_root_for("."), wish);
  for (const InputFault& fault : found.faults) print_fault(fault);
  if (found.valuation) return found.valuation;
  print_error(
      found.faults.empty()
          ? fmt::format("the scenario of {} has no prices; name some: --use library/economics/us-2024.yaml",
                        result)
          : "nothing was valued");
  return std::nullopt;
}

}  // namespace tachy::cli
