#include "study/calibrate/likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "model/parameter_rows.hpp"
#include "study/trial/predictive.hpp"

namespace tachy::study {

namespace {

bool is_harm(const model::ParameterRow* parameter) {
  const auto rows = model::harm_rows();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const auto& row) { return row.field == parameter->field; });
}

// Incidences and doses hardly depend on response: they do not move unless a parameter of harms is uncertain.
bool can_be_moved(const scenario::PublishedEndpoint& endpoint, bool harms_are_uncertain) {
  const scenario::EndpointMeasure measure = endpoint.quantity.measure;
  if (measure == scenario::EndpointMeasure::incidence) return harms_are_uncertain;
  return measure != scenario::EndpointMeasure::mean_dose;
}

std::size_t number_of(const std::string& study, std::vector<std::string>& studies) {
  const auto found = std::find(studies.begin(), studies.end(), study);
  if (found != studies.end()) return static_cast<std::size_t>(found - studies.begin());
  studies.push_back(study);
  return studies.size() - 1;
}

Eigen::VectorXd endpoint_values_of(const scenario::Published& published) {
  Eigen::VectorXd values(static_cast<Eigen::Index>(published.endpoints.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const auto& endpoint = published.endpoints[static_cast<std::size_t>(i)];
    values(i) = on_comparison_scale(endpoint, endpoint.value);
  }
  return values;
}

}  // namespace

Targets targets_of(std::vector<scenario::Scenario> trials, const CalibrationPlan& plan) {
  const bool harms = std::any_of(plan.uncertain.begin(), plan.uncertain.end(),
                                 [](const Uncertain& u) { return is_harm(u.parameter); });
  Targets targets;
  for (scenario::Scenario& trial : trials) {
    if (!trial.published || trial.published->split != scenario::Split::calibrate)
      throw std::logic_error("a trial that may not be fitted to has come into the likelihood");
    std::erase_if(trial.published->endpoints, [&](const scenario::PublishedEndpoint& endpoint) {
      return !is_scored(endpoint) || !can_be_moved(endpoint, harms);
    });
    if (trial.published->endpoints.empty()) continue;
    const std::size_t study = number_of(trial.published->study, targets.studies);
    Eigen::VectorXd values = endpoint_values_of(*trial.published);
    targets.trials.push_back({std::move(trial), std::move(values), study});
  }
  return targets;
}

Likelihood::Likelihood(Targets targets, const CalibrationPlan& plan)
    : targets_(std::move(targets)), held_(static_cast<Eigen::Index>(plan.held.size())), effort_(plan.effort) {
  for (const Uncertain& uncertain : plan.uncertain) parameters_.push_back(uncertain.parameter);
  for (const Held& held : plan.held) {
    held_(static_cast<Eigen::Index>(parameters_.size() - plan.uncertain.size())) =
        static_cast<double>(held.value);
    parameters_.push_back(held.parameter);
  }
}

Posterior Likelihood::posterior_with(const Eigen::VectorXd& values) const {
  Posterior one{parameters_, Eigen::MatrixXd(1, values.size() + held_.size())};
  one.draws << values.transpose(), held_.transpose();
  return one;
}

Prediction Likelihood::predict_trial(std::size_t trial, const Eigen::VectorXd& values,
                                     const Effort& effort) const {
  const scenario::Scenario& scenario = targets_.trials[trial].trial;
  return predict(with_draw(scenario, posterior_with(values), 0), *scenario.published, effort);
}

Eigen::VectorXd Likelihood::by_study(const Eigen::VectorXd& values, int threads) const {
  Effort effort = effort_;
  effort.threads = threads;
  const auto studies = static_cast<Eigen::Index>(targets_.studies.size());
  Eigen::VectorXd logs = Eigen::VectorXd::Zero(studies);
  for (std::size_t i = 0; i < targets_.trials.size(); ++i) {
    const Target& target = targets_.trials[i];
    const Prediction prediction = predict_trial(i, values, effort);
    const double log =
        log_density({{prediction.mean, prediction.sampling + prediction.study}}, target.endpoint_values);
    if (!std::isfinite(log)) {
      logs(static_cast<Eigen::Index>(target.study)) = -std::numeric_limits<double>::infinity();
      return logs;
    }
    logs(static_cast<Eigen::Index>(target.study)) += target.trial.published->weight * log;
  }
  return logs;
}

}  // namespace tachy::study
