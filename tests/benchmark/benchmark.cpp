// How fast: scenarios/policy/maintenance.yaml by instruction set, threads, arms and population.
//
// Prints arm-days per second (one patient lived for one day under one arm). Nothing here is asserted; the
// diary of what was tried is README.md beside this file. Run with
// --benchmark_enable_random_interleaving=true.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/run.hpp"
#include "scenario/scenario.hpp"

using namespace tachy;

namespace {

regimen::Experiment maintenance(std::uint32_t patients, std::uint32_t arms) {
  const std::string scenarios = std::string(TACHY_SOURCE_DIR) + "/scenarios";
  auto loaded = scenario::load_scenario(scenarios + "/policy/maintenance.yaml", scenarios, {});
  if (!loaded.faults.empty()) {
    std::fprintf(stderr, "maintenance.yaml: %s\n", loaded.faults.front().message.c_str());
    std::exit(1);
  }
  regimen::Experiment e = loaded.scenario.experiment;
  e.patients = patients;
  e.plan.arms = arms;
  return e;
}

void run(benchmark::State& state, const regimen::Experiment& e, const engine::Execution& how) {
  std::uint64_t checksum = 0;
  for (auto _ : state) checksum = engine::run(e, how).checksum();
  const double arm_days = double(e.patients) * e.plan.arms * regimen::simulated_days(e.horizon_days);
  state.counters["arm_days/s"] = benchmark::Counter(arm_days, benchmark::Counter::kIsIterationInvariantRate);
  char label[32];
  std::snprintf(label, sizeof label, "%016llx", static_cast<unsigned long long>(checksum));
  state.SetLabel(label);
}

void register_all() {
  const auto name = [](const char* what, auto value) {
    return std::string(what) + "/" + std::to_string(value);
  };
  for (const std::string_view set : engine::instruction_sets())
    benchmark::RegisterBenchmark((std::string("lanes/") + std::string(set)).c_str(),
                                 [set](benchmark::State& state) {
                                   run(state, maintenance(50'000, 5), {.threads = 1, .instruction_set = set});
                                 });
  for (const int threads : {1, 2})
    benchmark::RegisterBenchmark(name("threads", threads).c_str(), [threads](benchmark::State& state) {
      run(state, maintenance(100'000, 5), {.threads = threads});
    })->UseRealTime();
  for (const std::uint32_t arms : {1u, 2u, 4u, 5u})
    benchmark::RegisterBenchmark(name("arms", arms).c_str(), [arms](benchmark::State& state) {
      run(state, maintenance(50'000, arms), {.threads = 1});
    });
  for (const std::uint32_t block : {64u, 128u, 256u, 512u, 1024u, 4096u})
    benchmark::RegisterBenchmark(name("block", block).c_str(), [block](benchmark::State& state) {
      run(state, maintenance(50'000, 5), {.threads = 1, .patients_per_block = block});
    });
  for (const std::uint32_t patients : {1'000u, 10'000u, 100'000u, 1'000'000u, 10'000'000u})
    benchmark::RegisterBenchmark(name("patients", patients).c_str(), [patients](benchmark::State& state) {
      run(state, maintenance(patients, 5), {.threads = 1});
    })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
