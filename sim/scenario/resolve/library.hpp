// What a scenario uses besides its own file: `use:` parts, tables of draws, files of patients.
//
// A part is looked up beside the file that names it, then in the library root; it may use parts itself.
// Leaving those folders and going round in circles are faults. What is read is kept, so that a scenario can
// be lowered many times; what has a fault is not, so that the fault is found each time.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "model/cohort.hpp"
#include "model/parameter_table.hpp"
#include "scenario/language/vocabulary.hpp"
#include "scenario/patient_formats.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/files.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

struct Part {
  Node tree;                       // with the parts that it uses itself filled in
  std::vector<std::string> files;  // its own, then theirs
};

struct DrawTable {  // draws.hpp
  std::vector<const model::ParameterRow*> parameters;
  std::vector<std::vector<float>> draws;  // one value for each parameter
};

struct PatientTable {
  std::string sha256;  // of the file
  std::vector<model::Person> patients;
};

struct Library {
  const Files& files;
  std::string scenario_folder, root;
  PatientFormats patient_formats;

  Sources sources = {};  // of all that is kept
  // The folder it is looked up in first, the words of `use:`, what it is a part of.
  std::map<std::tuple<std::string, std::string, const Section*>, Part> parts = {};
  std::map<std::string, DrawTable> draws = {};        // by path
  std::map<std::string, PatientTable> patients = {};  // by path
};

// Filling in one tree.
struct Resolving {
  Library& library;
  Faults& faults;
  std::vector<std::string>& used;  // files, in the order they are needed
};

// A text in the library to read `path` into, which is noted as used. `short_name` is what results call it.
Source& new_source(const Resolving& resolving, const std::string& path, const std::string& short_name);

// Resolves every `use:` below `node`, where the tables allow one.
void fill_in_parts(Node& node, const Section& section, const Resolving& resolving);

// The part that the text `wish` of the scenario names; no map after a fault, which is at `key_path`.
Node part_called(const Node& wish, const Section& section, const std::string& key_path,
                 const Resolving& resolving);

}  // namespace tachy::scenario
