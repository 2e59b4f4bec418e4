#include "run/run_metadata.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <span>
#include <string>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "engine/parallel.hpp"
#include "engine/run.hpp"
#include "output/file/atomic_file.hpp"
#include "run/version.hpp"

namespace tachy::run {

namespace fs = std::filesystem;

fs::path run_metadata_path(const fs::path& result) { return fs::path(result) += ".run.json"; }

namespace {

// A file of this name that no run wrote is somebody's.
void require_own(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return;
  if (!fs::is_regular_file(path, error))  // opening a pipe would wait for ever
    throw OutputError(fmt::format("{} is no regular file", path.string()));
  std::ifstream in(path);
  const auto there = nlohmann::json::parse(in, nullptr, false);
  if (!there.is_object() || !there.contains("tool_version"))
    throw OutputError(fmt::format("{} is there already, and no run wrote it", path.string()));
}

}  // namespace

void write_run_metadata(const fs::path& result, const RunMetadata& run) {
  char host[256] = "unknown";
  if (gethostname(host, sizeof host - 1) != 0) std::strcpy(host, "unknown");
  using Json = nlohmann::ordered_json;
  Json json;
  json["result"] = result.filename().string();
  json["tool_version"] = tool_version();
  json["git_revision"] = git_revision();
  json["finished"] = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  json["host"] = host;
  json["threads"] = run.threads;
  json["instruction_set"] = std::string(engine::instruction_sets().front());
  json["seconds"] = run.seconds;
  json["arm_days"] = run.arm_days;
  json["arm_days_per_second"] = run.seconds > 0 ? static_cast<double>(run.arm_days) / run.seconds : 0.0;
  if (const char* job = std::getenv("SLURM_JOB_ID")) json["slurm_job_id"] = job;
  const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  require_own(run_metadata_path(result));
  output::write_whole_file(run_metadata_path(result), std::as_bytes(std::span(text)));
}

int threads_to_use(int asked_for) {
  if (asked_for > 0) return asked_for;
  if (const char* slurm = std::getenv("SLURM_CPUS_PER_TASK")) {
    int cpus = 0;
    const auto end = std::from_chars(slurm, slurm + std::strlen(slurm), cpus);
    if (end.ec == std::errc{} && *end.ptr == '\0' && cpus > 0) return std::min(cpus, kMostThreads);
  }
  return engine::number_of_threads(0);
}

}  // namespace tachy::run
