#include "study/validate/left_out.hpp"

#include <cmath>
#include <limits>
#include <map>

#include "study/trial/draw_likelihood.hpp"

namespace tachy::study {

namespace {

// A draw that cannot give a value has no weight.
LeftOut left_out(const Eigen::VectorXd& logs) {
  const Eigen::VectorXd ratios = logs.unaryExpr(
      [](double log) { return std::isfinite(log) ? -log : -std::numeric_limits<double>::infinity(); });
  const Smoothed smoothed = pareto_smoothed(ratios);
  return {.effective_sample_size = 1.0 / smoothed.weights.squaredNorm(),
          .shape = smoothed.shape,
          .weights = smoothed.weights};
}

}  // namespace

std::vector<std::optional<LeftOut>> leave_out(std::span<const scenario::Scenario> trials,
                                              std::span<const TrialPredictions> predictions,
                                              const Posterior& posterior) {
  std::map<std::string, Eigen::VectorXd> of_study;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const std::string& study = trials[i].published->study;
    if (!posterior.knows(study) || predictions[i].size() < 2) continue;
    const Eigen::VectorXd logs = log_likelihoods(trials[i], predictions[i]);
    const auto [place, is_new] = of_study.emplace(study, logs);
    if (!is_new) place->second += logs;
  }
  std::vector<std::optional<LeftOut>> all;
  for (const scenario::Scenario& trial : trials) {
    const auto found = of_study.find(trial.published->study);
    all.push_back(found == of_study.end() ? std::nullopt : std::optional(left_out(found->second)));
  }
  return all;
}

}  // namespace tachy::study
