#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/grouped.hpp"
#include "base/printable.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/terminal.hpp"
#include "cli/unsealed.hpp"
#include "output/file/part_file.hpp"
#include "output/outcome/damage.hpp"
#include "study/calibrate/plan.hpp"
#include "study/trial/endpoint_values.hpp"

namespace tachy::cli {

namespace {

std::string published_endpoints(const scenario::Scenario& scenario) {
  if (!scenario.published) return "";
  const auto& endpoints = scenario.published->endpoints;
  const auto scored = std::count_if(endpoints.begin(), endpoints.end(), study::is_scored);
  return fmt::format("; {} published endpoints, {} scored",
                     endpoints.size() + scenario.published->listed.size(), scored);
}

// Closed when there is nothing to read: opening a pipe would wait for ever.
std::ifstream opened(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) ? std::ifstream(path, std::ios::binary)
                                                       : std::ifstream();
}

// A calibration plan names its trials; no scenario has such a key.
bool is_plan(const std::string& path) {
  std::ifstream file = opened(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("trials:")) return true;
  return false;
}

bool check_plan(const std::string& path) {
  const study::LoadedPlan loaded = study::load_plan(path);
  for (const InputFault& fault : loaded.faults) print_fault(fault);
  if (!loaded.faults.empty()) return false;
  if (!quiet())
    fmt::print("{}: good; a calibration of {} parameters, {} structures\n", printable_line(path),
               loaded.plan.uncertain.size(), loaded.plan.structures.size());
  return true;
}

bool check_scenario(const std::string& path) {
  ScenarioOptions options;
  options.path = path;
  const auto scenario = load(options);
  if (!scenario) return false;
  if (!quiet())
    fmt::print("{}: good; {} arms, {} patients, {} days{}\n", printable_line(path), scenario->arms.size(),
               grouped(scenario->experiment.patients), scenario->experiment.horizon_days,
               published_endpoints(*scenario));
  return true;
}

bool is_hdf5(const std::string& path) {
  std::ifstream file = opened(path);
  std::string start(8, '\0');
  return file.read(start.data(), 8) && start == "\x89HDF\r\n\x1a\n";
}

bool check_outcome(const std::string& path) {
  const std::vector<std::string> damage = output::damage_of(path);
  for (const std::string& part : damage) print_error(fmt::format("{}: {}", path, part));
  if (!damage.empty()) return false;
  tell_unsealed(path);
  if (!quiet()) fmt::print("{}: good; an outcome file\n", printable_line(path));
  return true;
}

// A run that was stopped keeps what is neither a scenario nor a result.
bool refused_as_part(const std::string& path) {
  try {
    output::require_no_part(path);
    return false;
  } catch (const OutputError& e) {
    print_error(e.what());
    return true;
  }
}

bool check_file(const std::string& path) {
  if (is_hdf5(path)) return check_outcome(path);
  if (refused_as_part(path)) return false;
  return is_plan(path) ? check_plan(path) : check_scenario(path);
}

int check(const std::vector<std::string>& files) {
  int exit_code = kDone;
  for (const std::string& file : files)
    if (!check_file(file)) exit_code = kInvalidInput;
  return exit_code;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "check", "Check scenarios, trials, calibration plans and outcome files and show every fault");
  const auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "scenarios, trials, calibration plans, outcome files")->required();
  command->footer(
      "Exit code 0 when all files are good, 3 when one is not. With -q nothing is said about good files.\n"
      "Examples:\n"
      "  tachy check scenarios/policy/*.yaml\n"
      "  tachy check results/maintenance.h5     whether it is what was written, and what is damaged if not");
  command->callback([&exit_code, files] { exit_code = check(*files); });
}

}  // namespace tachy::cli
