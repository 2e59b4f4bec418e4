// From the text of a scenario to a checked one: read once, lowered as often as needed.
#pragma once

#include <string>
#include <vector>

#include "scenario/overrides.hpp"
#include "scenario/patient_formats.hpp"
#include "scenario/resolve/library.hpp"
#include "scenario/scenario.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/files.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// All faults are returned at once; the scenario is usable only if there are none. Notes are oddities that are
// allowed, such as a phase that begins after the horizon.
struct Loaded {
  Scenario scenario;
  std::vector<std::string> files;  // read, the scenario first, then the parts it uses
  std::vector<InputFault> faults, notes;
};

// A scenario as its file says it. Parts and tables are read when a lowering first needs them, and kept. Move
// only; one thread at a time.
struct ReadScenario {
  std::string path;
  Library library;
  Node root;         // no map when the file cannot be read
  std::string text;  // of the file
  Faults faults;     // of the file as text; those of values are found by lowering
};

// library_root: the folder that `use: library/...` is looked up in.
// patient_formats: how to read what `cohort.import` names; without it nothing can be imported.
// `files` must outlive the result.
ReadScenario read_scenario(const Files& files, const std::string& path, const std::string& library_root,
                           const PatientFormats& patient_formats = {});
ReadScenario read_scenario(const Files&& files, const std::string& path, const std::string& library_root,
                           const PatientFormats& patient_formats = {}) = delete;

// Resolves, checks and lowers the scenario with these changes. Nothing is left of the changes for the next
// time. Only when asked for do the resolved text and the sources of its values come along: they take longer
// than all else. When `overrides.arms` leaves out the reference arm, the first of them becomes the reference.
enum class Texts { none, resolved };
Loaded lower(ReadScenario& read, const Overrides& overrides, Texts texts = Texts::none);

// Reads and lowers once, with texts.
Loaded load_scenario(const Files& files, const std::string& path, const std::string& library_root,
                     const Overrides& overrides, const PatientFormats& patient_formats = {});

}  // namespace tachy::scenario
