// The golden run by the core alone, as a program for WASI: prints the checksums of one kernel
// (scripts/check_wasm.sh).
#include <cstdio>

#include "engine/checksums.hpp"
#include "engine/live_patients.hpp"
#include "engine/plans.hpp"

using namespace tachy;

int main(int count, char** arguments) {
  const engine::Kernel* kernel = count > 1 ? engine::find_kernel(arguments[1]) : nullptr;
  if (kernel == nullptr) return 1;
  const auto live = [&](const regimen::Experiment& e) {
    const day::Setup setup = day::set_up(e);
    engine::Tallies tallies(e.plan.arms, setup.periods, 1, e.misuse_clocks);
    engine::BlockMemory memory(e, 512);
    engine::live_patients(setup, *kernel, memory, {0, e.patients}, tallies);
    return tallies;
  };
  for (const auto& [measure, checksum] : tests::golden_checksums(live))
    std::printf("%s %s\n", measure.c_str(), checksum.c_str());
  return 0;
}
