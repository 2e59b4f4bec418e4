#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/terminal.hpp"
#include "study/contributions.hpp"

namespace tachy::cli {

namespace {

std::string published_figures(const scenario::Scenario& scenario) {
  if (!scenario.published) return "";
  const auto& endpoints = scenario.published->endpoints;
  const auto scored = std::count_if(endpoints.begin(), endpoints.end(), study::is_scored);
  return fmt::format("; {} published figures, {} scored",
                     endpoints.size() + scenario.published->listed.size(), scored);
}

int check(const std::vector<std::string>& files) {
  int exit_code = kDone;
  for (const std::string& file : files) {
    ScenarioOptions options;
    options.path = file;
    const auto scenario = load(options);
    if (!scenario) {
      exit_code = kInvalidInput;
    } else if (!quiet()) {
      fmt::print("{}: good; {} arms, {} patients, {} days{}\n", file, scenario->arms.size(),
                 grouped(scenario->experiment.patients), scenario->experiment.horizon_days,
                 published_figures(*scenario));
    }
  }
  return exit_code;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("check", "Show every fault of scenario files");
  const auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "scenario files")->required();
  command->footer(
      "Exit code 0 when all files are good, 3 when one is not. With -q nothing is said about good files.\n"
      "Example: tachy check scenarios/policy/*.yaml");
  command->callback([&exit_code, files] { exit_code = check(*files); });
}

}  // namespace tachy::cli
