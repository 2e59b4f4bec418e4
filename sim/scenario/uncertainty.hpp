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

struct FixedValue {
  const model::ParameterRow* row;
  float value;
};

// The same arms, patients and luck under other draws: in one clinic, whose drug and setting differ from those
// of the average one, or of another structure of the model. A tenth of the patients will do, at least 500
// where a draw has as many.
enum class VariantKind { clinic, structure };
std::string_view name_of(VariantKind kind);

struct Variant {
  std::string id;  // "one_clinic", "one_pool"
  VariantKind kind;
  std::string from, sha256;                // its posterior, and the table of draws
  std::vector<FixedValue> fixed;           // the same in each of its draws
  std::vector<std::uint32_t> rows;         // of its posterior, one for each draw
  std::vector<std::vector<float>> values;  // [draw][parameter of Uncertainty]
};
std::uint32_t patients_of_variant(std::uint32_t patients_of_draw);

struct Uncertainty {
  std::uint32_t patients = 0;  // in each draw
  std::string from, sha256;    // the posterior, and its table of draws
  std::uint32_t rows_in_all = 0;
  std::vector<std::uint32_t> rows;  // of the posterior, one for each draw
  std::vector<DrawnParameter> parameters;
  std::vector<std::vector<float>> values;  // [draw][parameter], in its unit
  std::vector<HeldParameter> held;         // of the parameter table, all others
  std::vector<Variant> variants;

  std::uint32_t draws() const { return static_cast<std::uint32_t>(rows.size()); }
  std::uint32_t draws_with_variants() const;
  std::uint64_t lives_in(std::uint32_t draws) const;  // patients in the first of these
  std::uint64_t lives() const { return lives_in(draws_with_variants()); }
};

std::string words_for_lived(const Uncertainty& u, std::uint32_t draws);  // "7 of 100 draws"

// The scenario's experiment under one of its draws, with as many patients as the draw has; those of the
// variants come after the scenario's own, variant by variant.
regimen::Experiment experiment_under(const Scenario& scenario, std::uint32_t draw);

}  // namespace tachy::scenario
