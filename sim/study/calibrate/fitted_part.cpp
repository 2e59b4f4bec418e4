#include "study/calibrate/fitted_part.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace tachy::study {

namespace {

std::string source_of(const ParameterFinding& p, std::size_t studies) {
  const std::string interval =
      fmt::format("95 % of the draws from {:.3g} to {:.3g}", p.posterior.low, p.posterior.high);
  if (!p.by_trials)
    return fmt::format("prior, weighted by the absence of use disorders under supervision; {}", interval);
  if (p.unmoved()) return fmt::format("prior; the trials cannot move it; {}", interval);
  return fmt::format("median of draws fitted to {} studies; {}", studies, interval);
}

}  // namespace

PosteriorPart fitted_part(const CalibrationPlan& plan, const PosteriorTable& table,
                          const Findings& findings) {
  PosteriorPart part;
  part.title = plan.title;
  part.written_by =
      fmt::format("'tachy calibrate' from {}", std::filesystem::path(plan.path).filename().string());
  for (const StudyFinding& finding : findings.studies) part.fitted_to.push_back(finding.study);
  for (const ParameterFinding& p : findings.parameters)
    part.parameters.push_back({.parameter = p.parameter,
                               .median = p.posterior.median,
                               .derived = p.by_trials && !p.unmoved(),
                               .source = source_of(p, findings.studies.size())});
  part.draws = table.values;
  for (const Held& held : plan.held) part.held.push_back({held.parameter, held.value});
  return part;
}

}  // namespace tachy::study
