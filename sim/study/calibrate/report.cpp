// The findings of a fit as text.
#include <cmath>

#include <fmt/format.h>

#include "output/compare/text_table.hpp"
#include "study/calibrate/posterior_summary.hpp"

namespace tachy::study {

namespace {

using output::TextRow;

std::string show(const Interval& interval) {
  return fmt::format("{:.3g} ({:.3g} to {:.3g})", interval.median, interval.low, interval.high);
}

std::string stages_text(const Findings& findings) {
  std::vector<TextRow> rows{{"stage", "temperature", "effective size", "accepted", "step", "impossible"}};
  for (std::size_t i = 0; i < findings.stages.size(); ++i) {
    const Stage& stage = findings.stages[i];
    rows.push_back({std::to_string(i), fmt::format("{:.4g}", stage.temperature),
                    fmt::format("{:.0f}", stage.effective_sample_size),
                    i == 0 ? "" : fmt::format("{:.0f} %", 100.0 * stage.acceptance()),
                    fmt::format("{:.2f}", stage.step), std::to_string(stage.impossible)});
  }
  return fmt::format("{}{} evaluations, {} distinct draws\n", output::text_table(rows), findings.evaluations,
                     findings.distinct);
}

std::string remark_on(const ParameterFinding& p) {
  std::string remark;
  if (p.unmoved()) remark = p.by_trials ? "the trials cannot move it" : "the zero cannot move it";
  if (p.at_the_edge()) remark += remark.empty() ? "at the edge of its range" : ", at the edge of its range";
  return remark;
}

std::string parameters_text(const Findings& findings) {
  std::vector<TextRow> rows{
      {"parameter", "unit", "prior median (95 %)", "posterior median (95 %)", "SD ratio", "remark"}};
  for (const ParameterFinding& p : findings.parameters) {
    rows.push_back({std::string(p.parameter->name), std::string(p.parameter->unit), show(p.prior),
                    show(p.posterior), fmt::format("{:.2f}", p.sd_ratio), remark_on(p)});
  }
  return output::text_table(rows);
}

std::string studies_text(const Findings& findings) {
  std::vector<TextRow> rows{
      {"study", "log density", "effective size", "k", "moves most", "by (SD)", "impossible"}};
  double sum = 0.0;
  for (const StudyFinding& s : findings.studies) {
    sum += s.left_out.log_density;
    rows.push_back({s.study, fmt::format("{:.2f}", s.left_out.log_density),
                    fmt::format("{:.0f}", s.left_out.effective_sample_size),
                    fmt::format("{:.2f}{}", s.left_out.shape, s.left_out.shape > kTrustedShape ? " !" : ""),
                    s.pulled ? std::string(s.pulled->name) : "", fmt::format("{:+.2f}", s.pull),
                    fmt::format("{:.0f}", s.impossible)});
  }
  rows.push_back({"sum", fmt::format("{:.2f}", sum), "", "", "", "", ""});
  return output::text_table(rows) + fmt::format(
                                        "! above {}: the study decides the fit so much that its row is a "
                                        "guess; impossible: so often one of\n"
                                        "its endpoints could not be computed\n",
                                        kTrustedShape);
}

std::string endpoints_text(const Findings& findings) {
  std::vector<TextRow> rows{{"endpoint", "published", "at the posterior mean", "z"}};
  for (const EndpointFinding& e : findings.endpoints) {
    rows.push_back({e.endpoint, fmt::format("{:.3g}", e.published), fmt::format("{:.3g}", e.predicted),
                    fmt::format("{:+.2f}{}", e.z, std::abs(e.z) > 2.0 ? " !" : "")});
  }
  return output::text_table(rows);
}

}  // namespace

std::string report_of(const Findings& findings) {
  std::string text = fmt::format("Sampler\n{}\nParameters (SD ratio: posterior over prior)\n{}",
                                 stages_text(findings), parameters_text(findings));
  if (findings.weighted_prior) {
    const WeightedPrior& b = *findings.weighted_prior;
    text += fmt::format(
        "Use disorders that would have been seen where none was: {:.2g} expected by the priors, {:.2g} after "
        "weighting; {:.0f} % of the candidates count.\n",
        b.expected_before, b.expected_after, 100.0 * b.effective_share);
  }
  text += fmt::format("\nEach study left out (density of its endpoint values, predicted from all others)\n{}",
                      studies_text(findings));
  return text + fmt::format("\nEndpoints fitted to\n{}", endpoints_text(findings));
}

}  // namespace tachy::study
