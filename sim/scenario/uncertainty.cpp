#include "scenario/uncertainty.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/draw.hpp"
#include "scenario/scenario.hpp"
#include "scenario/study_effects.hpp"

namespace tachy::scenario {

namespace {

void apply_values(const Scenario& scenario, const std::vector<float>& values, model::Parameters& parameters) {
  Draw draw{.parameters = {}, .values = values};
  for (const DrawnParameter& parameter : scenario.uncertainty->parameters)
    draw.parameters.push_back(parameter.row);
  apply_draw(draw, scenario.parameter_origins, parameters);
}

void apply_fixed(const Scenario& scenario, const std::vector<FixedValue>& fixed,
                 model::Parameters& parameters) {
  Draw draw;
  for (const FixedValue& value : fixed) {
    draw.parameters.push_back(value.row);
    draw.values.push_back(value.value);
  }
  apply_draw(draw, scenario.parameter_origins, parameters);
}

}  // namespace

std::string_view name_of(EvidenceGroup group) {
  return group == EvidenceGroup::fitted ? "fitted" : "assumed";
}

std::string_view name_of(VariantKind kind) { return kind == VariantKind::clinic ? "clinic" : "structure"; }

std::uint32_t patients_of_variant(std::uint32_t patients_of_draw) {
  constexpr std::uint32_t kLeast = 500;
  return std::max((patients_of_draw + 9) / 10, std::min(patients_of_draw, kLeast));
}

std::uint32_t Uncertainty::draws_with_variants() const {
  std::size_t all = rows.size();
  for (const Variant& variant : variants) all += variant.rows.size();
  return static_cast<std::uint32_t>(all);
}

std::uint64_t Uncertainty::lives_in(std::uint32_t first) const {
  const std::uint32_t own = std::min(first, draws());
  return std::uint64_t{own} * patients + std::uint64_t{first - own} * patients_of_variant(patients);
}

std::string words_for_lived(const Uncertainty& u, std::uint32_t draws) {
  const std::string own = fmt::format("{} of {} draws", std::min(draws, u.draws()), u.draws());
  if (draws <= u.draws()) return own;
  return fmt::format("{} and {} of {} of variants", own, draws - u.draws(),
                     u.draws_with_variants() - u.draws());
}

regimen::Experiment experiment_under(const Scenario& scenario, std::uint32_t draw) {
  const Uncertainty& u = *scenario.uncertainty;
  regimen::Experiment experiment = scenario.experiment;
  experiment.patients = u.patients;
  if (draw < u.draws()) {
    apply_values(scenario, u.values[draw], experiment.parameters);
    return experiment;
  }
  experiment.patients = patients_of_variant(u.patients);
  const Variant* variant = u.variants.data();
  for (draw -= u.draws(); draw >= variant->rows.size(); ++variant)
    draw -= static_cast<std::uint32_t>(variant->rows.size());
  apply_values(scenario, variant->values[draw], experiment.parameters);
  apply_fixed(scenario, variant->fixed, experiment.parameters);
  if (variant->kind == VariantKind::clinic)
    experiment.parameters =
        in_study(experiment.parameters, effects_of_clinic(experiment.parameters, variant->rows[draw]));
  return experiment;
}

}  // namespace tachy::scenario
