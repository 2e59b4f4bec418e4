// Keeps what a run has finished in OUT.part: once a minute, and when it is asked to stop. The same command
// goes on from there to the same result; a part file of any other run is refused.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/run.hpp"
#include "output/file/part_file.hpp"
#include "output/outcome/draws.hpp"
#include "scenario/scenario.hpp"

namespace tachy::run {

// results/maintenance.h5 -> results/maintenance.h5.part
std::filesystem::path part_path(const std::filesystem::path& result);

// The seed a stopped run had chosen: the same command without a seed goes on with it.
std::optional<std::uint64_t> seed_of_part(const std::filesystem::path& result);

class Checkpoint {
 public:
  // Throws OutputError when there is a part file that this run cannot go on from, unless `force` is given.
  Checkpoint(const std::filesystem::path& result, const scenario::Scenario& scenario, bool force);
  const engine::Finished& start() const { return part_.finished; }
  // So far; none of a run without draws.
  const std::shared_ptr<output::CollectedDraws>& draws() const { return draws_; }
  double seconds() const;  // spent on the run so far, earlier commands included

  // A failure is told to `warn`, once and no more.
  void keep_now_and_then(const engine::Finished& finished,
                         const std::function<void(const std::string&)>& warn);
  // Throws OutputError; ResultExists when another run has put its own part there meanwhile.
  void keep(const engine::Finished& finished);
  // The same, or in a folder for temporary files when that cannot be; returns where.
  std::filesystem::path keep_anywhere(const engine::Finished& finished);
  void remove();  // the result is written

 private:
  using Clock = std::chrono::steady_clock;

  std::filesystem::path path_;
  void require_own_part() const;

  output::Part part_with(const engine::Finished& finished) const;

  output::Part part_;  // as found, or of an empty run
  std::shared_ptr<output::CollectedDraws> draws_;
  std::chrono::duration<double> interval_;
  Clock::time_point started_, kept_;
  bool failure_said_ = false;
  bool replaces_any_;  // the first time, of a run that was told to start over
};

}  // namespace tachy::run
