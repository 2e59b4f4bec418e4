// Text -> tree; then, on a copy of the tree: library parts and overrides filled in -> each section checked
// and lowered.
#include "scenario/load.hpp"

#include <algorithm>
#include <utility>

#include "scenario/lower/lowering.hpp"
#include "scenario/resolve/apply_set.hpp"
#include "scenario/resolve/check_set.hpp"
#include "scenario/resolve/draws.hpp"
#include "scenario/resolve/imported_patients.hpp"
#include "scenario/resolve/keep_arms.hpp"
#include "scenario/resolve/posterior.hpp"
#include "scenario/resolve/provenance.hpp"
#include "scenario/text/paths.hpp"
#include "scenario/text/read_source.hpp"

namespace tachy::scenario {

namespace {

// Lays --set over the tree. A part is chosen before parts are filled in, everything else after.
void apply_settings(Node& root, const Overrides& overrides, bool parts, Sources& sources, Faults& faults) {
  for (const auto& [path, value] : overrides.set) {
    const bool is_part = path == "use" || path.ends_with(".use");
    if (is_part == parts) apply_setting(root, path, value, sources, faults);
  }
}

// Flags are settings too, so that the resolved text has them.
Overrides with_flags_as_settings(Overrides overrides, const Node& root) {
  const bool has_draws = root.find("uncertainty") != nullptr || overrides.draws.value_or(0) > 0;
  if (overrides.patients) overrides.set.emplace_back("cohort.patients", std::to_string(*overrides.patients));
  if (overrides.patients && has_draws)
    overrides.set.emplace_back("uncertainty.patients", std::to_string(*overrides.patients));
  if (overrides.draws && has_draws)
    overrides.set.emplace_back("uncertainty.draws", std::to_string(*overrides.draws));
  if (overrides.beyond_range) overrides.set.emplace_back("parameters.beyond_range", "true");
  if (overrides.seed) overrides.set.emplace_back("seed", std::to_string(*overrides.seed));
  return overrides;
}

std::vector<std::string> each_once(const std::vector<std::string>& names) {
  std::vector<std::string> once;
  for (const std::string& name : names) {
    if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(name);
  }
  return once;
}

}  // namespace

ReadScenario read_scenario(const Files& files, const std::string& path, const std::string& library_root,
                           const PatientFormats& patient_formats) {
  const std::string folder = folder_of(path);
  ReadScenario read{path,
                    {files, folder.empty() ? "." : folder, library_root, patient_formats, {}, {}, {}, {}},
                    {},
                    {},
                    {}};
  Source& source = read.library.sources.emplace_back();
  source.name = path;
  source.short_name = file_name(path);
  if (!read_source(files, path, source, read.faults, Place{}, "")) return read;
  read.text = source.text;
  read.root = read_yaml(source.text, {&source, 1, 1}, read.faults);
  const bool no_yaml = read.root.is(Node::Kind::empty) && !read.faults.empty();
  if (!no_yaml && !read.root.is(Node::Kind::map)) {
    read.faults.add({&source, 0, 0}, "", "this is not a scenario",
                    "a scenario is YAML with keys such as title and arms");
  }
  return read;
}

Loaded lower(ReadScenario& read, const Overrides& given, Texts texts) {
  const Overrides overrides = with_flags_as_settings(given, read.root);
  Loaded loaded;
  Scenario& scenario = loaded.scenario;
  scenario.path = read.path;
  scenario.text = read.text;
  Faults faults = read.faults, notes;
  Sources settings;
  std::vector<std::string> used{read.path};
  if (read.root.is(Node::Kind::map)) {
    Node root = read.root;
    const Resolving resolving{read.library, faults, used};
    apply_settings(root, overrides, true, settings, faults);
    fill_in_parts(root, kScenarioSection, resolving);
    apply_settings(root, overrides, false, settings, faults);
    const std::optional<Draw> draw = take_draw(root, resolving);
    const std::optional<NamedPosteriors> posteriors = find_posteriors(root, resolving);
    refuse_two_kinds_of_draw(root, draw, faults);
    scenario.experiment.cohort.imported = import_patients(root, resolving);
    keep_arms(root, overrides.arms, settings, faults);
    check_overrides(root, overrides, settings, faults, notes);
    lower_scenario(root, draw, scenario, faults, notes);
    lower_uncertainty(root, posteriors, scenario, faults);
    if (texts == Texts::resolved) {
      if (draw) write_draw(root, *draw, scenario.parameter_origins);
      scenario.resolved = write_yaml(root);
      scenario.sources = value_sources(root);
      std::erase_if(root.members, [](const Member& m) { return m.key == "economics"; });
      scenario.lived = write_yaml(root);
    }
  }
  loaded.files = each_once(used);
  loaded.faults = faults.take(read.path);
  loaded.notes = notes.take(read.path);
  return loaded;
}

Loaded load_scenario(const Files& files, const std::string& path, const std::string& library_root,
                     const Overrides& overrides, const PatientFormats& patient_formats) {
  ReadScenario read = read_scenario(files, path, library_root, patient_formats);
  return lower(read, overrides, Texts::resolved);
}

}  // namespace tachy::scenario
