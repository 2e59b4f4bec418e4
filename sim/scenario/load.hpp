// From the text of a scenario to a checked one: what may be overridden, and what comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenario/patient_formats.hpp"
#include "scenario/scenario.hpp"
#include "scenario/text/files.hpp"

namespace tachy::scenario {

struct Overrides {
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> patients;
  std::vector<std::string> arms;                         // ids to keep, in this order; empty = all
  std::vector<std::pair<std::string, std::string>> set;  // dotted path, value as in YAML
};

// Reads, resolves, checks and lowers. All faults are returned at once; the scenario is usable only if none.
// Notes are oddities that are allowed, such as a phase that begins after the horizon.
struct Loaded {
  Scenario scenario;
  std::vector<std::string> files;  // read, the scenario first, then the parts it uses
  std::vector<InputFault> faults, notes;
};
// files: where `path` and all that it uses are read.
// library_root: the folder that `use: library/...` is looked up in.
// patient_formats: how to read what `cohort.import` names; without it nothing can be imported.
// When `arms` leaves out the reference arm, the first of them becomes the reference.
Loaded load_scenario(const Files& files, const std::string& path, const std::string& library_root,
                     const Overrides& overrides, const PatientFormats& patient_formats = {});

}  // namespace tachy::scenario
