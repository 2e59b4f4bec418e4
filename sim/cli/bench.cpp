// tachy bench: how fast this machine runs a scenario, in arm-days per second, and in how much memory.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/circumstances.hpp"
#include "cli/commands.hpp"
#include "cli/library_root.hpp"
#include "cli/load.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "engine/run.hpp"

namespace tachy::cli {

namespace {

struct BenchOptions {
  ScenarioOptions scenario;
  int repeats = 3;
  bool json = false;
};

struct Timing {
  std::string instruction_set;
  int threads = 1;
  double fastest = 0.0, median = 0.0;  // million arm-days per second
  std::uint64_t checksum = 0;
};

std::string processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

std::uint64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

// One run of every row in turn, so that a machine that speeds up or slows down does so for all.
void measure(const regimen::Experiment& experiment, std::vector<Timing>& rows, int repeats) {
  const double arm_days = 1e-6 * static_cast<double>(experiment.patients) * experiment.plan.arms *
                          regimen::simulated_days(experiment.horizon_days);
  std::vector<std::vector<double>> rates(rows.size());
  for (int repeat = 0; repeat < repeats; ++repeat)
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto start = std::chrono::steady_clock::now();
      const auto tallies =
          engine::run(experiment, {.threads = rows[i].threads, .instruction_set = rows[i].instruction_set});
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
      rates[i].push_back(arm_days / seconds.count());
      rows[i].checksum = tallies.checksum();
    }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::sort(rates[i].begin(), rates[i].end());
    rows[i].fastest = rates[i].back();
    rows[i].median = rates[i][rates[i].size() / 2];
  }
}

void print_text(const regimen::Experiment& e, const std::vector<Timing>& rows, int repeats) {
  fmt::print("{} patients, {} arms, {} days; median and best of {} interleaved runs\n", grouped(e.patients),
             e.plan.arms, regimen::simulated_days(e.horizon_days), repeats);
  fmt::print("  {:<10} {:>7}  {:>26}  {:>8}  {:>16}\n", "lanes", "threads", "million arm-days/second", "best",
             "checksum");
  for (const Timing& row : rows)
    fmt::print("  {:<10} {:>7}  {:>26.1f}  {:>8.1f}  {:016x}\n", row.instruction_set, row.threads, row.median,
               row.fastest, row.checksum);
  fmt::print("peak memory {:.1f} MB\n{}\n{}\n", static_cast<double>(peak_bytes()) / 1e6, processor(),
             version_text());
}

void print_json(const regimen::Experiment& e, const std::vector<Timing>& rows) {
  nlohmann::ordered_json json;
  json["patients"] = e.patients;
  json["arms"] = e.plan.arms;
  json["days"] = regimen::simulated_days(e.horizon_days);
  json["arm_days_per_second"] = rows.front().median * 1e6;
  json["thread_ratio"] = rows.back().median / rows.front().median;
  json["peak_bytes"] = peak_bytes();
  json["checksum"] = fmt::format("{:016x}", rows.front().checksum);
  for (const Timing& row : rows)
    json["rows"].push_back({{"instruction_set", row.instruction_set},
                            {"threads", row.threads},
                            {"median_arm_days_per_second", row.median * 1e6},
                            {"best_arm_days_per_second", row.fastest * 1e6},
                            {"checksum", fmt::format("{:016x}", row.checksum)}});
  json["machine"] = processor();
  json["version"] = version_text();
  fmt::print("{}\n", json.dump(2));
}

int bench(BenchOptions options) {
  if (options.scenario.path.empty())
    options.scenario.path = library_root_for(".") + "/policy/maintenance.yaml";
  const auto scenario = load(options.scenario);
  if (!scenario) return kInvalidInput;
  std::vector<Timing> rows;
  for (const std::string_view name : engine::instruction_sets()) rows.push_back({std::string(name)});
  rows.push_back({rows.front().instruction_set, threads_to_use(0)});
  measure(scenario->experiment, rows, options.repeats);
  if (options.json)
    print_json(scenario->experiment, rows);
  else
    print_text(scenario->experiment, rows, options.repeats);
  const bool equal = std::all_of(rows.begin(), rows.end(),
                                 [&](const Timing& row) { return row.checksum == rows.front().checksum; });
  if (!equal) print_error("the checksums differ: please report this with the lines above");
  return equal ? kDone : kBug;
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("bench", "Measure arm-days per second and memory on this machine");
  const auto options = std::make_shared<BenchOptions>();
  add_scenario_options(*command, options->scenario);
  command->get_option("SCENARIO")->required(false);
  command->add_option("--repeats", options->repeats, "runs per row; 3 if not given")
      ->check(CLI::Range(1, 1000));
  command->add_flag("--json", options->json, "for programs");
  command->footer(
      "Without SCENARIO the shipped policy/maintenance.yaml. An arm-day is one patient lived for one day "
      "under\n"
      "one arm. Every row must have the same checksum.\n"
      "Example: tachy bench --patients 1000000 --repeats 1");
  command->callback([&exit_code, options] { exit_code = bench(*options); });
}

}  // namespace tachy::cli
