// tachy bench: how fast this machine runs a scenario, in how much memory, and against what.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "bench/comparison.hpp"
#include "base/grouped.hpp"
#include "bench/machine.hpp"
#include "cli/commands.hpp"
#include "run/library_root.hpp"
#include "cli/scenario_options.hpp"
#include "cli/terminal.hpp"
#include "cli/version_text.hpp"
#include "run/version.hpp"
#include "engine/run.hpp"

namespace tachy::cli {

namespace {

struct BenchOptions {
  ScenarioOptions scenario;
  int repeats = 5;
  bool json = false;
};

struct Result {
  const regimen::Experiment& experiment;
  int repeats;
  std::uint64_t peak_bytes;  // of the model: taken before anything else ran
  bench::Comparison comparison;
  bench::Watch::Disturbance disturbance;
};

Result measure(const regimen::Experiment& experiment, int repeats) {
  engine::run(experiment, {.threads = 2});
  const std::uint64_t peak = bench::peak_bytes();
  const bench::Watch watch;
  bench::Comparison comparison = bench::compare(experiment, repeats);
  return {experiment, repeats, peak, std::move(comparison), watch.disturbance()};
}

void print_rate(const bench::Measured& m, std::string_view note = {}) {
  fmt::print("  {:<24} {:>10.1f} {:>10.1f}  {}\n", m.name, m.per_second() / 1e6, m.best_per_second() / 1e6,
             note);
}

void print_rates(const bench::Comparison& c) {
  fmt::print("  {:<24} {:>10} {:>10}\n", "", "median", "best");
  for (const bench::Measured& m : c.instruction_sets)
    print_rate(m, fmt::format("checksum {:016x}", m.checksum));
  print_rate(c.arms_together);
  print_rate(c.arms_apart);
  print_rate(c.generator, fmt::format("{:.2f} words for each arm-day", c.words_per_arm_day));
  print_rate(c.deviates);
  if (c.plain) print_rate(*c.plain);
}

void print_text(const Result& r) {
  const bench::Comparison& c = r.comparison;
  fmt::print("{} patients, {} arms, {} days; {} interleaved rounds\n", grouped(r.experiment.patients),
             r.experiment.plan.arms, r.experiment.horizon_days, r.repeats);
  fmt::print("million arm-days per second of one processor:\n");
  print_rates(c);
  fmt::print("ratios (medians of the rounds):\n");
  fmt::print("  {:<24} {:>10.2f}  one arm at a time against the generator alone, as many words\n",
             "generator", c.generator_ratio());
  fmt::print("  {:<24} {:>10.2f}  arms together against one at a time\n", "sharing", c.sharing_ratio());
  if (c.plain)
    fmt::print("  {:<24} {:>10.1f}  against the plain first version of the model\n", "plain",
               c.plain_ratio());
  else
    fmt::print("  {:<24} {:>10}  the plain first version does not know {}\n", "plain", "-", c.no_plain);
  const bool disturbed = r.disturbance.used_by_others > 0.05;
  fmt::print("  {:<24} {:>10.2f}  two threads against one, by the clock{}\n", "threads", c.thread_ratio(),
             disturbed ? "; not to be trusted, the machine was not idle" : "");
  fmt::print("peak memory {:.1f} MB\n", static_cast<double>(r.peak_bytes) / 1e6);
  fmt::print("machine: {}; {}\n{}\n", bench::processor(), bench::in_words(r.disturbance), version_text());
}

nlohmann::ordered_json json_of(const bench::Measured& m) {
  return {{"name", m.name},
          {"median_arm_days_per_second", m.per_second()},
          {"best_arm_days_per_second", m.best_per_second()},
          {"checksum", fmt::format("{:016x}", m.checksum)}};
}

void print_json(const Result& r) {
  const bench::Comparison& c = r.comparison;
  nlohmann::ordered_json json;
  json["patients"] = r.experiment.patients;
  json["arms"] = r.experiment.plan.arms;
  json["days"] = r.experiment.horizon_days;
  json["repeats"] = r.repeats;
  json["arm_days_per_second"] = c.arm_days_per_second();
  json["generator_ratio"] = c.generator_ratio();
  json["words_per_arm_day"] = c.words_per_arm_day;
  json["sharing_ratio"] = c.sharing_ratio();
  json["plain_ratio"] = c.plain ? nlohmann::ordered_json(c.plain_ratio()) : nlohmann::ordered_json();
  json["thread_ratio"] = c.thread_ratio();
  json["peak_bytes"] = r.peak_bytes;
  json["checksum"] = fmt::format("{:016x}", c.instruction_sets.front().checksum);
  for (const bench::Measured& m : c.instruction_sets) json["instruction_sets"].push_back(json_of(m));
  json["machine"] = bench::processor();
  json["load_average"] = r.disturbance.load_average;
  json["used_by_others"] = r.disturbance.used_by_others;
  json["stolen"] = r.disturbance.stolen;
  json["involuntary_switches_per_second"] = r.disturbance.involuntary_switches_per_second;
  json["compiler"] = run::compiler();
  json["version"] = run::tool_version();
  json["git_revision"] = run::git_revision();
  fmt::print("{}\n", json.dump(2));
}

int run_bench(BenchOptions options) {
  constexpr std::uint32_t kPatients = 20000;
  if (options.scenario.path.empty())
    options.scenario.path = run::library_root_for(".") + "/policy/maintenance.yaml";
  if (!options.scenario.patients) options.scenario.patients = kPatients;
  const auto scenario = load(options.scenario);
  if (!scenario) return kInvalidInput;
  const Result result = measure(scenario->experiment, options.repeats);
  if (options.json)
    print_json(result);
  else
    print_text(result);
  const bool equal = result.comparison.same_checksums();
  if (!equal) print_error("the checksums differ: please report this with the lines above");
  return equal ? kDone : kBug;
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("bench", "Measure arm-days per second and memory on this machine");
  const auto options = std::make_shared<BenchOptions>();
  add_scenario_options(*command, options->scenario);
  command->get_option("SCENARIO")->required(false);
  command->add_option("--repeats", options->repeats, "rounds; 5 if not given")->check(CLI::Range(1, 1000));
  command->add_flag("--json", options->json, "for programs");
  command->footer(
      "Without SCENARIO the shipped policy/maintenance.yaml, with 20,000 patients unless --patients says "
      "more.\n"
      "An arm-day is one patient lived for one day under one arm. Everything is measured in turn, round "
      "after\n"
      "round: trust the ratios. Every instruction set must have the same checksum.\n"
      "Example: tachy bench --patients 100000 --repeats 9");
  command->callback([&exit_code, options] { exit_code = run_bench(*options); });
}

}  // namespace tachy::cli
