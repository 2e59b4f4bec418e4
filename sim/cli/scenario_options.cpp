#include "cli/scenario_options.hpp"
#include "scenario/load.hpp"
#include "base/grouped.hpp"

#include <charconv>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "run/library_root.hpp"
#include "cli/terminal.hpp"
#include "output/outcome/patient_columns.hpp"
#include "output/file/atomic_file.hpp"
#include "output/file/sha256.hpp"
#include "scenario/text/files_on_disk.hpp"

namespace tachy::cli {

namespace {

std::string has_equals_sign(const std::string& text) {
  const auto at = text.find('=');
  return at == std::string::npos || at == 0 ? "write path=value, e.g. --set cohort.patients=1000" : "";
}

// CLI11 takes -1 for a very large number.
std::string is_whole(const std::string& text) {
  std::uint64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = end.ec == std::errc{} && end.ptr == text.data() + text.size();
  return good ? "" : fmt::format("'{}' is not a whole number", text);
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> words;
  std::istringstream in(list);
  for (std::string word; std::getline(in, word, ',');) words.push_back(word);
  return words;
}

scenario::Overrides overrides_of(const ScenarioOptions& options) {
  scenario::Overrides overrides;
  overrides.seed = options.seed;
  overrides.patients = options.patients;
  overrides.draws = options.draws;
  overrides.arms = split(options.arms);
  overrides.beyond_range = options.beyond_range;
  for (const std::string& text : options.set) {
    const auto at = text.find('=');
    overrides.set.emplace_back(text.substr(0, at), text.substr(at + 1));
  }
  return overrides;
}

}  // namespace

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
  command.add_option("SCENARIO", options.path, "the scenario, a YAML file")->required();
  command.add_option("--set", options.set, "change one value: path=value, e.g. cohort.patients=1000")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false)
      ->check(has_equals_sign);
  command.add_option("--arms", options.arms, "keep only these arms, e.g. none,weekly");
  command.add_option("--seed", options.seed, "seed of the random numbers")->check(is_whole);
  command.add_flag("--beyond-range", options.beyond_range,
                   "let --set parameters.NAME=... put hazards and effects from none to a hundred times their "
                   "range, to test "
                   "the model; the title of the result says so");
  command.add_option("--patients", options.patients, "number of patients; with draws, in each of them")
      ->check(is_whole);
}

std::optional<scenario::Scenario> load(const ScenarioOptions& options, const std::filesystem::path& output,
                                       bool show_notes) {
  const scenario::PatientFormats patient_formats{output::sha256, output::read_patient_columns};
  auto loaded =
      scenario::load_scenario(scenario::FilesOnDisk{}, options.path, run::library_root_for(options.path),
                              overrides_of(options), patient_formats);
  for (const InputFault& fault : loaded.faults) print_fault(fault);
  if (!loaded.faults.empty()) {
    const std::size_t n = loaded.faults.size();
    print_error(fmt::format("{} fault{} in {}; nothing was done", n, n == 1 ? "" : "s", options.path));
    return std::nullopt;
  }
  for (const std::string& file : loaded.files) {
    print_detail(fmt::format("read {}", file));
    output::require_another_file(output, file);
  }
  for (const InputFault& note : loaded.notes) {
    if (show_notes) print_note(note);
  }
  return std::move(loaded.scenario);
}

void require_patient(const std::string& option, std::uint32_t patient, std::uint32_t patients) {
  if (patient < patients) return;
  throw CLI::ValidationError(
      option, fmt::format("there is no patient {}: the {} patients of this scenario are numbered 0 to {}; "
                          "--patients makes it larger",
                          patient, grouped(patients), patients - 1));
}

}  // namespace tachy::cli
