// What a run that was stopped leaves behind, so that the same command can go on from there: which run it is,
// how far it got, and the whole numbers counted so far.
//
// A small binary file: a line that names the format, strings and 64-bit numbers (least byte first), and the
// SHA-256 of all that. Written whole or not at all. Only the version of tachy that wrote it can use it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "output/file/work_unit.hpp"

namespace tachy::output {

// Everything that determines the result.
struct RunIdentity {
  std::string tool_version, git_revision;
  std::uint64_t seed = 0;
  WorkUnit unit;
  std::string arms;               // "none,weekly"
  std::string scenario_resolved;  // with seed, patients, arms and all parameters in it
  std::string draws = "nothing";  // "100 draws of ..., SHA-256 ..."; "no draws"
};

struct Part {
  RunIdentity identity;
  engine::Finished finished;  // under draws: of the one that was being lived
  double seconds = 0.0;       // spent so far
  std::vector<std::int64_t> drawn =
      {};  // CollectedDraws::numbers() of the draws before it; none without draws
};

void write_part(const std::filesystem::path& path, const Part& part);

// Throws OutputError when the file cannot be read or is not what was written.
Part read_part(const std::filesystem::path& path);

// Refuses a part file where a result is wanted: throws OutputError that says how to go on with the run.
void require_no_part(const std::filesystem::path& path);

// What differs first between the run of a part file and the one wanted; "" when nothing does.
std::string first_difference(const RunIdentity& kept, const RunIdentity& wanted);

}  // namespace tachy::output
