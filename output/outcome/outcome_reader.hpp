// Reads from an outcome file what a comparison needs: the arms, their totals, the paired differences.
//
// Everything is taken as the file states it (names, units, directions), so that a file of another minor
// version is compared with its own words. A file that is missing, foreign, truncated or of another major
// version gives an OutputError that says so, and so does one that lacks a measure it counted. Values the file
// marks as missing come back as NaN.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/hdf5/reader.hpp"
#include "output/outcome/intervals.hpp"

namespace tachy::output {

struct ArmTotal {
  Interval mean;
  double sd = kMissing;
  Interval difference;  // to the reference arm; zeros in the reference arm itself
  double difference_sd = kMissing;
  double better = kMissing, worse = kMissing, unchanged = kMissing;  // shares under shared luck
  IntervalKind kind = IntervalKind::two_sided, difference_kind = IntervalKind::two_sided;
  // Under draws, where `mean` and `difference` have the interval over them: the chance of the patients
  // simulated, as a standard error and as a share of the variance between draws, at most; and the mean in
  // each draw.
  double chance = kMissing, share_of_chance = kMissing;
  double difference_chance = kMissing, difference_share_of_chance = kMissing;
  std::vector<double> by_draw = {}, difference_by_draw = {};
  std::vector<double> better_by_draw = {};  // of weeks: the share better off less the share worse off
  std::vector<std::vector<double>> by_draw_of_variant = {};  // [variant][draw]
};

struct Measure {
  std::string name, unit, label, definition, direction;
  double smallest_difference = kMissing;  // in unit
  std::vector<ArmTotal> arms;             // in the order of Outcome::arm_ids
  std::string rests_on;                   // the worst grade among what drives it; empty in files before 1.4
  std::string switch_off;  // the parameter without which it is the same in every arm, if that is off
  std::string leaves_out;  // what the model does not have of it
};

struct ParameterDrawn {
  std::string name, evidence, submodel,
      from;  // evidence: "fitted" or "assumed"; from: a posterior, or "judgement"
  std::vector<double> by_draw = {};
};

// The same arms under other draws: in one clinic, or of another structure of the model.
struct VariantLived {
  std::string id, kind, posterior, fixes;  // kind: "clinic" or "structure"
  std::vector<std::size_t> draws = {};     // their places in /variants
  double patients = 0.0;                   // mean over them
};

// What a run under draws was about; of any other, draws is 0.
struct WhatIsNotKnown {
  std::int64_t draws = 0, rows_in_all = 0;
  std::string posterior;
  std::vector<ParameterDrawn> parameters;
  std::vector<std::string> held_because;  // one for each parameter that is held
  std::vector<std::string> held;
  std::vector<VariantLived> variants = {};
};

struct Outcome {
  bool sealed = false;  // checked against its checksum; files of earlier versions have none
  std::string format_version, tool_version, title, reference_arm;
  std::string beyond_range;  // names of parameters outside their plausible range, or "none"
  std::uint64_t seed = 0;
  std::int64_t enrolled = 0, horizon_days = 0;
  std::vector<std::string> arm_ids, arm_labels;
  std::vector<Measure> measures;
  double baseline_hamd17 = kMissing;                 // mean
  std::vector<std::vector<Interval>> hamd17_by_day;  // [arm][day], at its end; none where the horizon is long
  std::vector<std::string> flow_steps;               // by their names; none in files before 1.4
  std::vector<std::vector<std::int64_t>> flow;       // [arm][step]
  std::vector<std::vector<std::string>> phase_ids;   // [arm][phase], empty names where an arm has fewer
  WhatIsNotKnown unknown;  // under draws `enrolled` and `flow` count all of their lives
};

// Throws OutputError unless this is an outcome file of a version that this program reads, with all its
// measures.
void require_outcome(const hdf5::Reader& file);
Outcome read_outcome(const std::filesystem::path& path);

}  // namespace tachy::output
