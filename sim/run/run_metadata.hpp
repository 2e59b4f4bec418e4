// How a run was done: host, threads, seconds. The result depends on none of it, so it is kept in a small JSON
// file beside the result.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tachy::run {

struct RunMetadata {
  int threads = 0;
  double seconds = 0.0;
  std::uint64_t arm_days = 0;
};

// results/maintenance.h5 -> results/maintenance.h5.run.json
std::filesystem::path run_metadata_path(const std::filesystem::path& result);
void write_run_metadata(const std::filesystem::path& result, const RunMetadata& metadata);

// What -j takes; SLURM_CPUS_PER_TASK may say more, and is taken for as many.
inline constexpr int kMostThreads = 4096;

// -j if given, else SLURM_CPUS_PER_TASK, else all.
int threads_to_use(int asked_for);

}  // namespace tachy::run
