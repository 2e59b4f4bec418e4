// What copies of the misuse clock cost, and what they are worth: the policy scenarios with more and more
// clocks. Nothing here is asserted (tests/engine/copies_test.cpp is).
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/comparison.hpp"
#include "engine/misuse_clocks.hpp"
#include "engine/run.hpp"

#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"

using namespace tachy;

namespace {

constexpr std::uint32_t kClocks[] = {1, 2, 4, 8, 16, 32, 64, 128, 256};

regimen::Experiment experiment_of(const std::string& name, std::uint32_t patients) {
  const std::string scenarios = std::string(TACHY_SOURCE_DIR) + "/scenarios";
  auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, scenarios + "/policy/" + name + ".yaml",
                                        scenarios, {{}, patients, {}, {}});
  if (!loaded.faults.empty()) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), loaded.faults.front().message.c_str());
    std::exit(1);
  }
  return loaded.scenario.experiment;
}

// The share of patients, and by how much the variance of its estimate is lower than from one clock.
struct Worth {
  double share, times;
};
Worth worth_of(const engine::Tallies& t, std::uint32_t arm, model::SlowHarm harm) {
  const engine::TotalTally& total = t.at(arm, model::total_of_lasting(harm));
  const double n = static_cast<double>(t.enrolled), scale = 1.0 / t.misuse_clocks;
  const double share = static_cast<double>(total.sum) * scale / n;
  const double variance = static_cast<double>(total.sum_squares) * scale * scale / n - share * share;
  return {share, share * (1.0 - share) / variance};
}

// Over arms: mean shares, and the arm in which copies are worth least.
void print_line(const engine::Tallies& t, double time_ratio) {
  Worth misuse{0.0, 1e9}, disorder{0.0, 1e9};
  for (std::uint32_t arm = 0; arm < t.arms; ++arm)
    for (const auto& [sum, harm] :
         {std::pair{&misuse, model::SlowHarm::misuse}, std::pair{&disorder, model::SlowHarm::use_disorder}}) {
      const Worth worth = worth_of(t, arm, harm);
      sum->share += worth.share / t.arms;
      if (worth.times < sum->times) sum->times = worth.times;
    }
  std::printf("  %6u %10.2f %12.3f %10.1f %14.4f %10.1f\n", t.misuse_clocks, time_ratio, 100 * misuse.share,
              misuse.times, 100 * disorder.share, disorder.times);
}

void print_table(const std::string& name, std::uint32_t patients, int rounds) {
  const regimen::Experiment e = experiment_of(name, patients);
  std::printf("\n%s: %u clocks by the rule\n  %6s %10s %12s %10s %14s %10s\n", name.c_str(),
              engine::misuse_clocks_for(e), "clocks", "time", "misuse %", "worth", "disorder %", "worth");
  std::vector<bench::Work> works;
  for (const std::uint32_t clocks : kClocks) {
    regimen::Experiment with = e;
    with.misuse_clocks = clocks;
    works.push_back(bench::full_model(std::to_string(clocks), with, 1));
  }
  const std::vector<bench::Measured> measured = bench::take_turns(works, rounds);
  for (std::size_t i = 0; i < measured.size(); ++i) {
    regimen::Experiment with = e;
    with.misuse_clocks = kClocks[i];
    print_line(engine::run(with, {.threads = 1}), bench::speed_ratio(measured.front(), measured[i]));
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::uint32_t patients = 20000;
  int rounds = 3;
  CLI::App app("What copies of the misuse clock cost and are worth, by scenario");
  app.add_option("--patients", patients, "of each run; 20,000 if not given");
  app.add_option("--rounds", rounds, "3 if not given");
  CLI11_PARSE(app, count, arguments);
  for (const char* name :
       {"maintenance", "taper", "stop-rule", "naltrexone", "esketamine-label", "take-home"})
    print_table(name, patients, rounds);
  return 0;
}
