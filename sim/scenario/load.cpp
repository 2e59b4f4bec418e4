// Text -> tree -> library parts and overrides filled in -> each section checked and lowered.
#include "scenario/load.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/resolve/draws.hpp"
#include "scenario/resolve/imported_patients.hpp"
#include "scenario/resolve/library.hpp"
#include "scenario/lower/lowering.hpp"
#include "scenario/resolve/check_set.hpp"
#include "scenario/resolve/apply_set.hpp"
#include "scenario/resolve/provenance.hpp"
#include "scenario/text/paths.hpp"
#include "scenario/text/read_source.hpp"

namespace tachy::scenario {

namespace {

// Lays --set over the tree. A part is chosen before parts are filled in, everything else after.
void apply_settings(Node& root, const Overrides& overrides, bool parts, Sources& sources, Faults& faults) {
  for (const auto& [path, value] : overrides.set) {
    const bool is_part = path == "use" || (path.size() > 4 && path.substr(path.size() - 4) == ".use");
    if (is_part == parts) apply_setting(root, path, value, sources, faults);
  }
}

// Keeps the arms asked for, in the order asked for.
void keep_arms(Node& root, const std::vector<std::string>& ids, Sources& sources, Faults& faults) {
  Node* arms = root.find("arms");
  if (ids.empty() || !arms || !arms->is(Node::Kind::list)) return;
  Source& source = sources.emplace_back();
  source.name = source.short_name = "--arms";
  std::vector<std::string> known;
  for (const Node& arm : arms->items) {
    if (const Node* id = arm.find("id")) known.push_back(id->text);
  }
  std::vector<Node> kept;
  for (const std::string& id : ids) {
    source.text += (source.text.empty() ? "" : ",") + id;
    const auto column = static_cast<std::uint32_t>(source.text.size() - id.size() + 1);
    const auto is_wanted = [&](const Node& arm) { return arm.find("id") && arm.find("id")->text == id; };
    const auto arm = std::find_if(arms->items.begin(), arms->items.end(), is_wanted);
    if (arm == arms->items.end()) {
      faults.add({&source, 1, column}, "arms",
                 fmt::format("there is no arm '{}'{}", id, did_you_mean(id, known)),
                 "arms: " + one_of(known));
    } else if (std::any_of(kept.begin(), kept.end(), is_wanted)) {
      faults.add({&source, 1, column}, "arms", fmt::format("arm '{}' is asked for twice", id),
                 "name it once");
    } else {
      kept.push_back(*arm);
    }
  }
  if (kept.empty()) return;
  const Node* reference = root.find("reference_arm");
  const auto is_reference = [&](const Node& arm) { return arm.find("id")->text == reference->text; };
  if (reference && std::find(known.begin(), known.end(), reference->text) != known.end() &&
      std::none_of(kept.begin(), kept.end(), is_reference)) {
    root.find("reference_arm")->text = kept.front().find("id")->text;
  }
  std::erase_if(known,
                [&](const std::string& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); });
  leave_out_endpoints(root, known);
  arms->items = std::move(kept);
}

void lower(const Node& root, Scenario& out, Faults& faults, Faults& notes) {
  const Reader scenario(root, kScenarioSection, "", faults);
  if (!root.is(Node::Kind::map)) return;
  regimen::Experiment& experiment = out.experiment;
  out.title = scenario.text("title").value_or("");
  out.description = scenario.text("description").value_or("");
  if (const auto days = scenario.days("horizon")) experiment.horizon_days = *days;
  if (const auto seed = scenario.whole("seed")) {
    experiment.seed = *seed;
    out.seed_given = true;
  }
  if (const auto cohort = scenario.section("cohort")) lower_cohort(*cohort, experiment);
  if (const auto weekday = scenario.text("starts_on")) {
    out.first_weekday =
        static_cast<std::uint32_t>(std::find(kWeekdays, std::end(kWeekdays), *weekday) - kWeekdays);
  }
  ArmPolicy policy;
  if (const auto section = scenario.section("policy")) policy = lower_policy(*section);
  experiment.plan.attendance = policy.attendance;
  lower_parameters(scenario, experiment.parameters, out.parameter_origins);
  lower_arms(scenario, policy, out, notes);
  experiment.reference_arm = arm_called(scenario, "reference_arm", out.arms).value_or(0);
  if (const auto outcomes = scenario.section("outcomes")) lower_outcomes(*outcomes, out);
  lower_published(scenario, out);
}

// Flags are settings too, so that the resolved text has them.
Overrides with_flags_as_settings(Overrides overrides) {
  if (overrides.patients) overrides.set.emplace_back("cohort.patients", std::to_string(*overrides.patients));
  if (overrides.seed) overrides.set.emplace_back("seed", std::to_string(*overrides.seed));
  return overrides;
}

}  // namespace

Loaded load_scenario(const Files& files, const std::string& path, const std::string& library_root,
                     const Overrides& given, const PatientFormats& patient_formats) {
  const Overrides overrides = with_flags_as_settings(given);
  Loaded loaded;
  Faults faults, notes;
  Sources sources;
  Source& source = sources.emplace_back();
  source.name = path;
  source.short_name = file_name(path);
  if (read_source(files, path, source, faults, Place{}, "")) {
    const Place start{&source, 1, 1};
    Node root = read_yaml(source.text, start, faults);
    const bool no_yaml = root.is(Node::Kind::empty) && !faults.empty();
    if (!no_yaml && !root.is(Node::Kind::map)) {
      faults.add({&source, 0, 0}, "", "this is not a scenario",
                 "a scenario is YAML with keys such as title and arms");
    } else if (!no_yaml) {
      apply_settings(root, overrides, true, sources, faults);
      const std::string folder = folder_of(path);
      const Library library{files, folder.empty() ? "." : folder, library_root, sources, faults};
      fill_in_parts(root, kScenarioSection, library);
      apply_settings(root, overrides, false, sources, faults);
      choose_draw(root, library);
      loaded.scenario.experiment.cohort.imported = import_patients(root, library, patient_formats);
      keep_arms(root, overrides.arms, sources, faults);
      check_overrides(root, overrides, sources, faults, notes);
      lower(root, loaded.scenario, faults, notes);
      loaded.scenario.resolved = write_yaml(root);
      loaded.scenario.sources = value_sources(root);
    }
  }
  for (const Source& s : sources) {
    const bool setting = s.name.starts_with("--");
    if (!setting && std::find(loaded.files.begin(), loaded.files.end(), s.name) == loaded.files.end())
      loaded.files.push_back(s.name);
  }
  loaded.scenario.path = path;
  loaded.scenario.text = source.text;
  loaded.faults = faults.take(path);
  loaded.notes = notes.take(path);
  return loaded;
}

}  // namespace tachy::scenario
