// Where the time of a run goes: scenarios/policy/maintenance.yaml against what bounds it, by number of arms,
// size of blocks and population, and the parts of a run that can be measured apart. Nothing here is asserted;
// the diary of what was tried is README.md beside this file.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/comparison.hpp"
#include "bench/machine.hpp"
#include "bench/plain_patient.hpp"
#include "engine/block.hpp"
#include "engine/run.hpp"
#include "day/setup.hpp"
#include "engine/live_patients.hpp"
#include "engine/totals.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"

using namespace tachy;

namespace {

struct Options {
  std::uint32_t patients = 20000;
  int rounds = 5;
  bool largest = false;
};

regimen::Experiment maintenance(std::uint32_t patients) {
  const std::string scenarios = std::string(TACHY_SOURCE_DIR) + "/scenarios";
  auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, scenarios + "/policy/maintenance.yaml",
                                        scenarios, {{}, patients, {}, {}});
  if (!loaded.faults.empty()) {
    std::fprintf(stderr, "maintenance.yaml: %s\n", loaded.faults.front().message.c_str());
    std::exit(1);
  }
  return loaded.scenario.experiment;
}

void title(const char* what) {
  std::printf("\n%s\n  %-28s %12s %12s %10s\n", what, "", "median M/s", "best M/s", "ns");
}

void print(const bench::Measured& m) {
  std::printf("  %-28s %12.1f %12.1f %10.3f\n", m.name.c_str(), m.per_second() / 1e6,
              m.best_per_second() / 1e6, 1e9 / m.per_second());
}

void compare_with_bounds(const Options& o) {
  const regimen::Experiment e = maintenance(o.patients);
  const bench::Comparison c = bench::compare(e, o.rounds);
  title("Arm-days of all five arms; of the first four, together and apart; and what bounds them");
  for (const bench::Measured& m : c.instruction_sets) print(m);
  for (const auto* m : {&c.arms_together, &c.arms_apart, &c.generator, &c.deviates, &*c.plain}) print(*m);
  std::printf("  words for each arm-day, arms apart %28.3f\n", c.words_per_arm_day);
  std::printf("  ratios: generator %.3f (with deviates %.3f), sharing %.2f, plain %.1f, threads %.2f\n",
              c.generator_ratio(), bench::speed_ratio(c.arms_apart, c.deviates), c.sharing_ratio(),
              c.plain_ratio(), c.thread_ratio());
}

void compare_numbers_of_arms(const Options& o) {
  std::vector<bench::Work> works;
  for (std::uint32_t arms = 1; arms <= regimen::kMaxArms; ++arms) {
    regimen::Experiment e = maintenance(o.patients / 2);
    for (std::uint32_t arm = 0; arm < arms; ++arm) e.plan.arm[arm] = e.plan.arm[1];
    e.plan.arms = arms;
    works.push_back(bench::full_model(std::to_string(arms) + (arms == 1 ? " arm" : " arms"), e, 1));
  }
  const auto measured = bench::take_turns(works, o.rounds);
  title("Arm-days by number of arms, all of them the weekly one: what sharing draws and patients is worth");
  for (const bench::Measured& m : measured) print(m);
}

void compare_block_sizes(const Options& o) {
  const regimen::Experiment e = maintenance(o.patients);
  std::vector<bench::Work> works;
  for (const std::uint32_t block : {64u, 128u, 256u, 512u, 1024u, 4096u})
    works.push_back({std::to_string(block) + " patients in a block", bench::arm_days(e),
                     [=] { return engine::run(e, {.threads = 1, .patients_per_block = block}).checksum(); }});
  const auto measured = bench::take_turns(works, o.rounds);
  title("Arm-days by size of block");
  for (const bench::Measured& m : measured) print(m);
}

void compare_populations(const Options& o) {
  std::vector<bench::Work> works;
  const std::uint32_t largest = o.largest ? 10'000'000 : 1'000'000;
  for (std::uint32_t patients = 1000; patients <= largest; patients *= 10)
    works.push_back(bench::full_model(std::to_string(patients) + " patients",
                                      bench::with_arms(maintenance(patients), 0, 2), 1));
  const auto measured = bench::take_turns(works, 3);
  title("Arm-days by population, two arms");
  for (const bench::Measured& m : measured) print(m);
  const bench::Measured& hundred_thousand = measured[2];
  std::printf("  %s cost %.3f times as much for each arm-day as %s\n", measured.back().name.c_str(),
              bench::speed_ratio(hundred_thousand, measured.back()), hundred_thousand.name.c_str());
}

// Persons, enrolment and totals, on one block again and again.
void measure_parts(const Options& o) {
  const regimen::Experiment e = maintenance(o.patients);
  const std::uint32_t per_block = engine::Execution{}.patients_per_block;
  const day::Setup setup = day::set_up(e);
  engine::BlockMemory memory(e, per_block);
  const engine::Block block = memory.block_of({0, per_block});
  engine::Tallies tallies(e.plan.arms, setup.periods);
  engine::fill_persons(e, setup.keys, block, tallies);
  regimen::Experiment one_day = e;
  one_day.horizon_days = 1;
  const auto for_each_block = [&](auto&& part) {
    for (std::uint32_t patient = 0; patient < e.patients; patient += per_block) part();
    return tallies.checksum();
  };
  const std::vector<bench::Work> works = {
      {"a whole run", double(e.patients), bench::full_model("", e, 1).run},
      {"a run of one day", double(e.patients), bench::full_model("", one_day, 1).run},
      {"drawing patients", double(e.patients),
       [&] { return for_each_block([&] { engine::fill_persons(e, setup.keys, block, tallies); }); }},
      {"adding up their totals", double(e.patients),
       [&] { return for_each_block([&] { engine::add_totals(block, e, tallies); }); }}};
  const auto measured = bench::take_turns(works, o.rounds);
  std::printf("\nThe parts of a run that can be measured apart: microseconds for each patient, and share\n");
  for (const bench::Measured& m : measured)
    std::printf("  %-28s %12.3f %10.1f %%\n", m.name.c_str(), 1e6 / m.per_second(),
                100.0 / bench::speed_ratio(m, measured.front()));
  std::printf(
      "  bytes for each patient: %zu in a block of %u, whatever the population; %zu in the plain first "
      "version\n",
      engine::block_words(per_block, engine::layout_of(e)) * 4 / per_block, per_block,
      sizeof(bench::Patient));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures tachy; takes a few minutes. Everything is measured in turn: trust the ratios.");
  Options options;
  app.add_option("--patients", options.patients, "of most runs; 20,000 if not given")
      ->check(CLI::Range(1000, 10000000));
  app.add_option("--rounds", options.rounds, "5 if not given")->check(CLI::Range(1, 1000));
  app.add_flag("--largest", options.largest, "ten million patients as well");
  CLI11_PARSE(app, argc, argv);

  const bench::Watch watch;
  std::printf("%s; %s\n", bench::processor().c_str(), TACHY_COMPILER);
  compare_with_bounds(options);
  compare_numbers_of_arms(options);
  compare_block_sizes(options);
  measure_parts(options);
  compare_populations(options);
  std::printf("\npeak memory %.1f MB; %s\n", double(bench::peak_bytes()) / 1e6,
              bench::in_words(watch.disturbance()).c_str());
}
