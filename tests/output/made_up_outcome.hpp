// An outcome nobody simulated, with tallies that hang together, and a directory to write it in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "output/outcome/outcome_file.hpp"

namespace tachy::output {

// Arms "none" (the reference), "weekly", "arm_2", ...; n patients; day 0 and every seventh day planned.
OutcomeInput made_up_outcome(std::uint32_t arms, std::uint32_t weeks, std::int64_t patients = 1000);

// The same under so many draws: in draw d every patient has d weeks more in remission in each arm but the
// reference.
OutcomeInput under_draws(OutcomeInput in, std::uint32_t draws);

// A structure that gives in its two draws what draws 3 and 1 gave.
OutcomeInput with_variant(OutcomeInput in);

// An empty directory, removed with all it holds.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  std::filesystem::path path(const std::string& name) const { return root_ / name; }
  std::size_t files() const;

 private:
  std::filesystem::path root_;
};

std::string content_of(const std::filesystem::path& path);

}  // namespace tachy::output
