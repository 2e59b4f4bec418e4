#include "study/calibrate/posterior_summary.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace tachy::study {

namespace {

constexpr std::uint32_t kMorePatients = 4;  // than one evaluation, for what is expected at the posterior mean
constexpr double kEdge = 0.05;

double sd_of(const Eigen::VectorXd& values) {
  return std::sqrt((values.array() - values.mean()).square().mean());
}

Eigen::VectorXd places_of(const Eigen::VectorXd& values, const Prior& prior) {
  Eigen::VectorXd places(values.size());
  for (Eigen::Index i = 0; i < values.size(); ++i) places(i) = prior.place_of(values(i));
  return places;
}

ParameterFinding finding_of(const Uncertain& uncertain, const Eigen::VectorXd& before,
                            const Eigen::VectorXd& after, bool by_trials) {
  ParameterFinding finding{uncertain.parameter, interval_of(before), interval_of(after), 1.0, by_trials};
  finding.sd_ratio = sd_of(places_of(after, uncertain.prior)) / sd_of(places_of(before, uncertain.prior));
  return finding;
}

std::vector<StudyFinding> study_findings(const CalibrationPlan& plan, const CalibrationFile& file) {
  const Eigen::MatrixXd& places = file.state.places;
  const Eigen::RowVectorXd mean = places.colwise().mean();
  const std::vector<LeftOut> left_out = leave_one_out(file.state.log_likelihoods);
  std::vector<StudyFinding> studies;
  for (std::size_t s = 0; s < left_out.size(); ++s) {
    StudyFinding finding{file.studies[s], left_out[s]};
    finding.impossible = file.state.impossible(static_cast<Eigen::Index>(s));
    const Eigen::RowVectorXd without = left_out[s].weights.transpose() * places;
    for (Eigen::Index i = 0; i < places.cols(); ++i) {
      const double pull = (mean(i) - without(i)) / sd_of(places.col(i));
      if (std::abs(pull) <= std::abs(finding.pull)) continue;
      finding.pull = pull;
      finding.pulled = plan.uncertain[static_cast<std::size_t>(i)].parameter;
    }
    studies.push_back(std::move(finding));
  }
  return studies;
}

void add_endpoints(const Target& target, const Prediction& prediction, std::vector<EndpointFinding>& out) {
  const scenario::Published& published = *target.trial.published;
  for (Eigen::Index e = 0; e < target.endpoint_values.size(); ++e) {
    const auto& endpoint = published.endpoints[static_cast<std::size_t>(e)];
    const double variance = prediction.sampling(e, e) + prediction.study(e, e);
    out.push_back({published.study, endpoint.id, endpoint.value,
                   from_comparison_scale(endpoint, prediction.mean(e)),
                   (target.endpoint_values(e) - prediction.mean(e)) / std::sqrt(variance)});
  }
}

std::size_t distinct_rows(const Eigen::MatrixXd& matrix) {
  std::set<std::vector<double>> rows;
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    const Eigen::VectorXd values = matrix.row(row);
    rows.insert({values.begin(), values.end()});
  }
  return rows.size();
}

}  // namespace

Interval interval_of(const Eigen::VectorXd& values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double rest = place - static_cast<double>(below);
    return rest == 0.0 ? sorted[below] : (1.0 - rest) * sorted[below] + rest * sorted[below + 1];
  };
  return {at(0.025), at(0.5), at(0.975)};
}

bool ParameterFinding::at_the_edge() const {
  const Prior range = table_prior(*parameter);
  const bool in_logarithms = range.shape == Prior::Shape::lognormal;
  const auto scaled = [&](double value) { return in_logarithms ? std::log(value) : value; };
  const double low = scaled(range.low), high = scaled(range.high);
  const double place = (scaled(posterior.median) - low) / (high - low);
  return place < kEdge || place > 1.0 - kEdge;
}

Findings findings_of(const CalibrationPlan& plan, const CalibrationFile& file, const Likelihood& likelihood,
                     const std::optional<WeightedPrior>& weighted_prior, int threads) {
  const std::vector<Prior> priors = priors_of(plan);
  Findings findings;
  findings.stages = file.state.stages;
  findings.evaluations = file.state.evaluations;
  findings.distinct = distinct_rows(file.state.places);
  findings.studies = study_findings(plan, file);
  findings.weighted_prior = weighted_prior;
  const Eigen::MatrixXd before = values_of(file.state.prior_places, priors);
  const Eigen::MatrixXd after = values_of(file.state.places, priors);
  for (Eigen::Index i = 0; i < after.cols(); ++i)
    findings.parameters.push_back(
        finding_of(plan.uncertain[static_cast<std::size_t>(i)], before.col(i), after.col(i), true));
  if (weighted_prior) {
    for (Eigen::Index i = 0; i < weighted_prior->values.cols(); ++i)
      findings.parameters.push_back(finding_of(plan.zero_cases->uncertain[static_cast<std::size_t>(i)],
                                               weighted_prior->unweighted.col(i),
                                               weighted_prior->values.col(i), false));
  }
  Effort effort = plan.effort;
  effort.patients *= kMorePatients;
  effort.threads = threads;
  const Eigen::VectorXd centre = values_of(Eigen::VectorXd(file.state.places.colwise().mean()), priors);
  for (std::size_t t = 0; t < likelihood.targets().trials.size(); ++t)
    add_endpoints(likelihood.targets().trials[t], likelihood.predict_trial(t, centre, effort),
                  findings.endpoints);
  return findings;
}

PosteriorTable posterior_table(const CalibrationPlan& plan, const CalibrationFile& file,
                               const std::optional<WeightedPrior>& weighted_prior) {
  PosteriorTable table;
  const Eigen::MatrixXd values = values_of(file.state.places, priors_of(plan));
  for (const Uncertain& uncertain : plan.uncertain) table.parameters.push_back(uncertain.parameter);
  table.values = values;
  if (!weighted_prior) return table;
  for (const Uncertain& uncertain : plan.zero_cases->uncertain)
    table.parameters.push_back(uncertain.parameter);
  table.values.resize(values.rows(), values.cols() + weighted_prior->values.cols());
  table.values << values, weighted_prior->values;
  return table;
}

}  // namespace tachy::study
