// What is not known about a scenario, as joint draws: every arm lives under each of them.
//
// A draw is a row of the posterior that the scenario names, and with it a value of every parameter that rests
// on judgement (model/judgement.hpp). Which rows are taken, and in which order, is the same in every
// scenario: a smaller number of draws is the beginning of a larger one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/parameter_table.hpp"
#include "regimen/experiment.hpp"

namespace tachy::scenario {

struct Scenario;

enum class EvidenceGroup {
  fitted,   // to trials
  assumed,  // belief, which no trial has moved
};
std::string_view name_of(EvidenceGroup group);

struct DrawnParameter {
  const model::ParameterRow* row = nullptr;
  EvidenceGroup group = EvidenceGroup::assumed;
  std::string from;  // "library/posteriors/calibrated.yaml", or "judgement"
};

struct HeldParameter {
  const model::ParameterRow* row = nullptr;
  std::string_view because;
};

struct Uncertainty {
  std::uint32_t patients = 0;  // in each draw
  std::string from, sha256;    // the posterior, and its table of draws
  std::uint32_t rows_in_all = 0;
  std::vector<std::uint32_t> rows;  // of the posterior, one for each draw
  std::vector<DrawnParameter> parameters;
  std::vector<std::vector<float>> values;  // [draw][parameter], in its unit
  std::vector<HeldParameter> held;         // of the parameter table, all others

  std::uint32_t draws() const { return static_cast<std::uint32_t>(rows.size()); }
};

// The scenario's experiment under one of its draws, with as many patients as a draw has.
regimen::Experiment experiment_under(const Scenario& scenario, std::uint32_t draw);

}  // namespace tachy::scenario
