#include "scenario/uncertainty.hpp"

#include "scenario/draw.hpp"
#include "scenario/scenario.hpp"

namespace tachy::scenario {

std::string_view name_of(EvidenceGroup group) {
  return group == EvidenceGroup::fitted ? "fitted" : "assumed";
}

regimen::Experiment experiment_under(const Scenario& scenario, std::uint32_t draw) {
  const Uncertainty& u = *scenario.uncertainty;
  Draw values{.parameters = {}, .values = u.values[draw]};
  for (const DrawnParameter& parameter : u.parameters) values.parameters.push_back(parameter.row);
  regimen::Experiment experiment = scenario.experiment;
  experiment.patients = u.patients;
  apply_draw(values, scenario.parameter_origins, experiment.parameters);
  return experiment;
}

}  // namespace tachy::scenario
