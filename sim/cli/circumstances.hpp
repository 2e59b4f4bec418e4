// How a run went: host, threads, seconds. Kept out of the result, which depends on none of it, in a small
// JSON file beside it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tachy::cli {

struct Circumstances {
  int threads = 0;
  double seconds = 0.0;
  std::uint64_t arm_days = 0;
};

// results/maintenance.h5 -> results/maintenance.run.json
std::filesystem::path circumstances_path(const std::filesystem::path& result);
void write_circumstances(const std::filesystem::path& result, const Circumstances& circumstances);

// -j if given, else SLURM_CPUS_PER_TASK, else all.
int threads_to_use(int asked_for);

}  // namespace tachy::cli
