// tachy export RESULT: for other programs, as tidy tables or as dosing records.
#include <filesystem>
#include <memory>
#include <span>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/printable.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/unsealed.hpp"
#include "output/file/atomic_file.hpp"
#include "output/export/export_tables.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::cli {

namespace {

namespace fs = std::filesystem;

struct ExportOptions {
  std::string result, folder, nonmem;
};

void export_tables(const ExportOptions& options) {
  std::error_code error;
  const bool made = fs::create_directories(options.folder, error);
  if (!fs::is_directory(options.folder, error))
    throw OutputError(fmt::format("cannot make the folder {}; choose another with --csv", options.folder));
  try {
    for (const std::string& name : output::export_csv(options.result, options.folder))
      fmt::print("written: {}\n", printable_line((fs::path(options.folder) / name).string()));
  } catch (const OutputError&) {
    if (made) fs::remove(options.folder, error);  // which is empty
    throw;
  }
}

void export_doses(const ExportOptions& options) {
  const output::DosingRecords records = output::dosing_records(options.result);
  output::write_whole_file(options.nonmem, std::as_bytes(std::span(records.csv)));
  fmt::print("written: {}: {} records for {} doses\n", printable_line(options.nonmem), records.records,
             records.doses);
  if (records.misuse > 0)
    fmt::print(
        "{} of them, of {:.0f} mg, are what was taken unsupervised: MISUSE is 1, TIME the next review\n",
        records.misuse, records.misuse_mg);
  const std::size_t arms = records.arm_ids.size();
  fmt::print("ID = {} x patient + n, with n =", arms);
  for (std::size_t arm = 0; arm < arms; ++arm)
    fmt::print("{} {} for {}", arm > 0 ? "," : "", arm + 1, records.arm_ids[arm]);
  fmt::print("\n");
}

void export_result(const ExportOptions& options) {
  if (options.folder.empty() && options.nonmem.empty())
    throw CLI::RequiredError("--csv DIR or --nonmem FILE");
  output::require_another_file(options.nonmem, options.result);
  if (!options.folder.empty()) export_tables(options);
  if (!options.nonmem.empty()) export_doses(options);
  tell_unsealed(options.result);
  fmt::print("{}\n", output::kNotice);
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("export", "Write a result as tables for other programs");
  const auto options = std::make_shared<ExportOptions>();
  command->add_option("RESULT", options->result, "outcome file that `tachy run` wrote")->required();
  command->add_option("--csv", options->folder, "folder for tidy tables, one file each");
  command->add_option(
      "--nonmem", options->nonmem,
      "file for dosing records (ID TIME AMT RATE EVID CMT ADDL II MISUSE) of the logged patients");
  command->footer(
      "Tables: weekly, totals, paired, flow, calendar, parameters; draws and draw_parameters of a run under\n"
      "draws; daily if the horizon is short; doses and events if patients were logged.\n"
      "Dosing records: TIME and II in hours, AMT in mg, RATE in mg/h; CMT 1 takes infusions, CMT 2 sprays\n"
      "(RATE 0); one ID for each patient and arm, which the command explains. Placebo is no dose.\n"
      "MISUSE is 1 for what was taken unsupervised since the review before.\n"
      "Files of the same names are replaced, all or none of them.\n"
      "Examples:\n"
      "  tachy export results/maintenance.h5 --csv tables\n"
      "  tachy run scenarios/policy/maintenance.yaml --log 1% -o logged.h5\n"
      "  tachy export logged.h5 --nonmem doses.csv");
  command->callback([&exit_code, options] {
    export_result(*options);
    exit_code = kDone;
  });
}

}  // namespace tachy::cli
