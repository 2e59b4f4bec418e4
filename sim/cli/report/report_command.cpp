// tachy report RESULT -o FILE: everything that a result says, as one page for people.
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/report/told.hpp"
#include "cli/shipped_page.hpp"
#include "cli/terminal.hpp"
#include "cli/unsealed.hpp"
#include "output/file/atomic_file.hpp"
#include "output/report/report_json.hpp"
#include "output/report/report_page.hpp"
#include "run/library_root.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_in_memory.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/valuation_of_result.hpp"
#include "study/selftest/selftest.hpp"

namespace tachy::cli {

namespace {

using ToldJson = nlohmann::ordered_json;

struct ReportOptions {
  std::vector<std::string> results;
  std::string page;
};

// Of the scenario as the result keeps it. Where it cannot be read anew, as when it imports patients from a
// file, the page does without.
ToldJson told_of(const std::string& resolved) {
  ToldJson told = {{"selftest", ToldJson::parse(study::selftest_json(study::selftest()))}};
  scenario::FilesInMemory files;
  files.put("scenario.yaml", resolved);
  scenario::Overrides as_lived;
  as_lived.beyond_range = true;  // if it was, it was on purpose
  as_lived.draws = 0;
  const auto loaded = scenario::load_scenario(files, "scenario.yaml", "", as_lived);
  if (!loaded.faults.empty()) return told;
  told["description"] = loaded.scenario.description;
  told["regimens"] = regimens_told(loaded.scenario);
  told["twin"] = loaded.scenario.seed_given ? twin_told(loaded.scenario) : ToldJson();
  return told;
}

std::string json_of_result(const std::string& result) {
  const output::hdf5::Reader file(result);
  output::require_outcome(file);
  const std::string resolved = file.text_or_empty("/", "scenario_resolved");
  output::ReportInput input{.path = result, .valuation = {}, .told = told_of(resolved).dump()};
  if (file.has_group("/draws"))
    input.valuation = scenario::valuation_of_result(scenario::FilesOnDisk{}, result, resolved,
                                                    run::library_root_for("."), {})
                          .valuation;
  tell_unsealed(result);
  return output::report_json(input);
}

int report(const ReportOptions& options) {
  std::vector<std::string> data;
  for (const std::string& result : options.results) {
    output::require_another_file(options.page, result);
    data.push_back(json_of_result(result));
  }
  const std::string page = output::report_page(shipped_page("report/tachy-report.html"), data);
  output::write_whole_file(options.page, std::as_bytes(std::span(page)));
  if (!quiet())
    fmt::print("written: {}   (open it in any browser; it needs no network)\n", printable_line(options.page));
  return kDone;
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("report", "Write everything that a result says as one page for people");
  const auto options = std::make_shared<ReportOptions>();
  constexpr int kMost = 2;
  command->add_option("RESULT", options->results, "outcome file; two are set side by side")
      ->required()
      ->expected(1, kMost);
  command->add_option("-o,--output", options->page, "the page, one HTML file")->required();
  command->footer(
      "The page is one file: it needs no network, opens from disk and prints. Prices can be changed in it.\n"
      "Draws and prices fill most of it: tachy run SCENARIO --draws 100, of a scenario with `economics`.\n"
      "Examples:\n"
      "  tachy report results/maintenance.h5 -o report.html\n"
      "  tachy report results/before.h5 results/after.h5 -o both.html");
  command->callback([&exit_code, options] { exit_code = report(*options); });
}

}  // namespace tachy::cli
