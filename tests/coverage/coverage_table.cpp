// Prints, measure by measure, how often the intervals of a scenario hold the truth. Slow; not part of the
// gate.
//
//   coverage_table SCENARIO HORIZON PATIENTS SEEDS [THREADS]
//
// e.g. coverage_table scenarios/policy/take-home.yaml "1 year" 2000 400
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "tests/coverage/coverage.hpp"

using namespace tachy;

namespace {

std::string share_of(double share, std::int64_t shown) {
  return shown == 0 ? "-" : fmt::format("{:.4f}", share);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    fmt::print(stderr, "coverage_table SCENARIO HORIZON PATIENTS SEEDS [THREADS]\n");
    return 2;
  }
  scenario::Overrides overrides;
  overrides.set = {{"horizon", argv[2]}};
  const auto loaded =
      scenario::load_scenario(scenario::FilesOnDisk{}, argv[1], TACHY_SOURCE_DIR "/scenarios", overrides);
  if (!loaded.faults.empty()) return 3;
  const auto number = [&](int place) {
    return static_cast<std::uint32_t>(std::strtoul(argv[place], nullptr, 10));
  };
  const auto coverage = tests::coverage_of(loaded.scenario.experiment, number(3), number(4),
                                           argc > 5 ? static_cast<int>(number(5)) : 1);
  fmt::print("{}, {}, {} patients, {} seeds\n{:32} {:>8} {:>7} {:>7} {:>8} {:>7} {:>9} {:>6}\n", argv[1],
             argv[2], argv[3], argv[4], "measure", "holds", "SE", "shown", ">=20", "SE", "one-sided", "none");
  bool good = true;
  for (const auto& [measure, c] : coverage) {
    const char* verdict = !tests::covers(c) ? "  too narrow" : !tests::not_too_wide(c) ? "  too wide" : "";
    good = good && verdict[0] == 0;
    fmt::print("{:32} {:>8} {:7.4f} {:7} {:>8} {:7.4f} {:9} {:6}{}\n", measure, share_of(c.share(), c.shown),
               c.standard_error, c.shown, share_of(c.common_share(), c.common), c.common_standard_error,
               c.one_sided, c.none, verdict);
  }
  return good ? 0 : 1;
}
