#include "study/calibrate/fit.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "output/file/sha256.hpp"
#include "scenario/text/faults.hpp"
#include "study/trial/endpoint_format.hpp"
#include "study/trial/load_trials.hpp"

namespace tachy::study {

namespace {

std::string stem_of(const scenario::Scenario& trial) {
  return std::filesystem::path(trial.path).stem().string();
}

InputFault fault_of(const CalibrationPlan& plan, std::string message, std::string advice) {
  InputFault fault;
  fault.file = plan.path;
  fault.path = "studies";
  fault.message = std::move(message);
  fault.advice = std::move(advice);
  return fault;
}

// What is wrong with naming this trial in a plan; empty when nothing is.
std::string why_not_fitted(const scenario::Scenario& trial) {
  switch (trial.published->split) {
    case scenario::Split::calibrate:
      return "";
    case scenario::Split::validate:
      return "is kept for validation: it must be predicted, never fitted to";
    case scenario::Split::context:
      return "is context only: it is not fitted to";
  }
  return "";
}

// An endpoint that is a median may not be reached at other values of the parameters.
void refuse_medians(const scenario::Scenario& trial, std::vector<InputFault>& faults) {
  for (const scenario::PublishedEndpoint& endpoint : trial.published->endpoints) {
    if (!is_scored(endpoint) || !is_median(endpoint)) continue;
    InputFault fault;
    fault.file = trial.path;
    fault.path = fmt::format("published.endpoints.{}", endpoint.id);
    fault.message = "a median time cannot be fitted to: not every simulated trial reaches it";
    fault.advice = share_in_place_of_median(endpoint);
    faults.push_back(std::move(fault));
  }
}

}  // namespace

PlanTrials trials_of(const CalibrationPlan& plan, const std::string& library_root) {
  PlanTrials result;
  std::error_code error;
  if (!std::filesystem::is_directory(plan.trials, error)) {
    result.faults.push_back(fault_of(plan, fmt::format("there is no folder '{}'", plan.trials),
                                     "trials: a folder of trial files, seen from the plan's folder"));
    result.faults.back().path = "trials";
    return result;
  }
  Studies studies = load_studies(plan.trials, library_root);
  result.faults = std::move(studies.faults);
  std::vector<std::string> known;
  for (const scenario::Scenario& trial : studies.trials) known.push_back(stem_of(trial));
  for (const std::string& name : plan.studies) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at == known.end()) {
      result.faults.push_back(
          fault_of(plan, fmt::format("there is no trial '{}'{}", name, scenario::did_you_mean(name, known)),
                   "name a file of the trials folder, without .yaml"));
      continue;
    }
    const std::string why = why_not_fitted(studies.trials[static_cast<std::size_t>(at - known.begin())]);
    if (!why.empty())
      result.faults.push_back(fault_of(plan, fmt::format("'{}' {}", name, why), "take it out of the list"));
  }
  for (scenario::Scenario& trial : studies.trials) {
    const bool named = plan.studies.empty() || std::find(plan.studies.begin(), plan.studies.end(),
                                                         stem_of(trial)) != plan.studies.end();
    if (!named || trial.published->split != scenario::Split::calibrate) continue;
    refuse_medians(trial, result.faults);
    result.trials.push_back(std::move(trial));
  }
  if (result.trials.empty() && result.faults.empty()) {
    result.faults.push_back(fault_of(plan, fmt::format("no trial of '{}' may be fitted to", plan.trials),
                                     "a trial to fit to has 'split: calibrate' in its 'published:' block"));
  }
  return result;
}

std::string fingerprint(const Likelihood& likelihood) {
  std::string all;
  for (const Target& target : likelihood.targets().trials) all += target.trial.resolved;
  return output::sha256(all);
}

std::vector<Prior> priors_of(const CalibrationPlan& plan) {
  std::vector<Prior> priors;
  for (const Uncertain& uncertain : plan.uncertain) priors.push_back(uncertain.prior);
  return priors;
}

FitEnd fit(CalibrationFile& file, const CalibrationPlan& plan, const Likelihood& likelihood,
           const FitControl& control) {
  Problem problem;
  problem.priors = priors_of(plan);
  problem.studies = likelihood.targets().studies.size();
  problem.log_likelihoods = [&](const Eigen::VectorXd& values) {
    return likelihood.by_study(values, control.threads);
  };
  const Sampling sampling{plan.seed, plan.sampler, control.threads, control.evaluated, control.stop_asked};
  while (!file.state.finished()) {
    if (control.round_begins) control.round_begins(file.state);
    if (!advance(file.state, problem, sampling)) return FitEnd::stopped;
    if (file.state.stages.size() == 1 && file.state.stages[0].impossible == plan.sampler.particles)
      return FitEnd::nothing_possible;
    if (control.keep && !file.state.finished()) control.keep(file);
  }
  return FitEnd::finished;
}

std::uint64_t evaluations_left(const SamplerState& state, const SamplerEffort& effort) {
  constexpr double kUsualStages = 12.0;
  const std::size_t stages = state.stages.size();
  double rounds = state.moves_left;
  if (stages < 3) {
    rounds += effort.moves * (kUsualStages - static_cast<double>(stages));
  } else if (state.stages.back().temperature < 1.0) {
    // Temperatures rise by much the same factor from stage to stage; the last one takes twice the moves.
    const double now = state.stages.back().temperature;
    const double factor = now / state.stages[stages - 2].temperature;
    rounds += effort.moves * (std::ceil(-std::log(now) / std::log(std::max(factor, 1.1))) + 1.0);
  }
  return static_cast<std::uint64_t>(rounds) * effort.particles;
}

}  // namespace tachy::study
