#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/terminal.hpp"

namespace tachy::cli {

namespace {

int check(const std::vector<std::string>& files, bool quiet) {
  int exit_code = kDone;
  for (const std::string& file : files) {
    ScenarioOptions options;
    options.path = file;
    const auto scenario = load(options);
    if (!scenario) {
      exit_code = kInvalidInput;
    } else if (!quiet) {
      fmt::print("{}: good; {} arms, {} patients, {} days\n", file, scenario->arms.size(),
                 grouped(scenario->experiment.patients), scenario->experiment.horizon_days);
    }
  }
  return exit_code;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("check", "Show every fault of scenario files");
  struct Options {
    std::vector<std::string> files;
    bool quiet = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "scenario files")->required();
  command->add_flag("-q,--quiet", options->quiet, "say nothing about good files");
  command->footer(
      "Exit code 0 when all files are good, 3 when one is not.\n"
      "Example: tachy check scenarios/policy/*.yaml");
  command->callback([&exit_code, options] { exit_code = check(options->files, options->quiet); });
}

}  // namespace tachy::cli
