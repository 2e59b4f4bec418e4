// A checked scenario: what a user wrote, resolved, every rule checked, lowered for the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "economics/valuation.hpp"
#include "regimen/experiment.hpp"
#include "scenario/published.hpp"
#include "scenario/study_design.hpp"
#include "scenario/uncertainty.hpp"

namespace tachy::scenario {

struct ArmName {
  std::string id;     // snake_case, used in commands and files
  std::string label;  // for people
  std::vector<std::string> phase_ids;
};

// Who set a parameter. A draw takes the place of all but the scenario's own values (resolve/draws.hpp).
enum class SetBy {
  table,     // the default
  part,      // a library part, or a draw that the scenario asks for
  scenario,  // the scenario's own text, or --set
};

// A value a user may want to trace: where it came from.
struct ParameterOrigin {
  std::string name;
  SetBy set_by = SetBy::table;
  std::string where;  // "scenario.yaml:12" or "--set" or "default"
};

// Where a value of the cohort, the policy or a phase comes from.
struct ValueSource {
  std::string path;           // "cohort.age"
  std::string grade, source;  // as the library part says
  std::string part;           // "library/cohorts/trd-adults.yaml"
  std::string overridden_at;  // "scenario.yaml:12" when the value is no longer the part's; else empty
};

struct Scenario {
  std::string path, title, description;
  std::string text;  // the file as read
  std::string
      resolved;  // YAML of the whole, library parts and overrides filled in; loads to the same experiment
  std::string lived;  // the same without `economics`, which changes nothing that is lived
  std::vector<ArmName> arms;
  std::vector<std::string> dose_form_labels;       // "ketamine 0.5 mg/kg iv over 40 min"
  std::vector<ParameterOrigin> parameter_origins;  // one for each row of parameter_table()
  std::vector<ValueSource> sources;                // of the library parts used
  bool seed_given = false;
  std::uint32_t first_weekday = 0;  // of day 0; 0 = monday
  // Whose every day is logged: a share of all, these numbers, and everyone to whom something ever happens.
  double log_share = 0.0;  // 0..1
  std::vector<std::uint32_t> log_patients;
  bool log_when_misuse = false, log_when_use_disorder = false, log_when_died = false;
  std::optional<Published> published;      // of a trial
  std::optional<StudyDesign> study;        // one that has not been made
  std::optional<Uncertainty> uncertainty;  // without it, parameters are as they are
  std::optional<economics::Valuation> economics;
  regimen::Experiment experiment;
};

}  // namespace tachy::scenario
