#include "study/validate/yardstick.hpp"

#include <algorithm>
#include <cmath>

#include "study/trial/endpoint_values.hpp"
#include "study/trial/sampling_variance.hpp"

namespace tachy::study {

namespace {

using scenario::PublishedEndpoint;
using scenario::Scenario;

// Correlation of the errors by sampling of two endpoints that share an arm, and with it patients; assumed.
constexpr double kSharedPatients = 0.5;

bool share_an_arm(const PublishedEndpoint& a, const PublishedEndpoint& b) {
  const auto has = [](const PublishedEndpoint& e, std::uint32_t arm) {
    return e.arm == arm || (is_contrast(e) && e.against == arm);
  };
  return has(b, a.arm) || (is_contrast(a) && has(b, a.against));
}

bool is_learnt(const PublishedEndpoint& endpoint) {
  return endpoint.evidence != scenario::Evidence::recalled &&
         endpoint.comparison != scenario::Contrast::sign &&
         (is_contrast(endpoint) ? is_scored(endpoint) : true);
}

DescribedStudy describe(const Scenario& trial, const std::vector<const PublishedEndpoint*>& endpoints,
                        Eigen::VectorXd& units) {
  DescribedStudy study;
  study.study = trial.published->study;
  study.trials = trial.published->trials;
  const auto n = static_cast<Eigen::Index>(endpoints.size());
  units.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const EndpointDesign design = design_of(trial, *endpoints[static_cast<std::size_t>(i)]);
    if (i == 0) study.regressors.resize(n, design.regressors.size());
    study.regressors.row(i) = design.regressors;
    study.themes.push_back(design.theme);
    units(i) = design.unit;
  }
  return study;
}

void learn(const Scenario& trial, bool contrasts, std::vector<KnownStudy>& studies) {
  std::vector<const PublishedEndpoint*> endpoints;
  for (const PublishedEndpoint& endpoint : trial.published->endpoints)
    if (is_learnt(endpoint) && is_contrast(endpoint) == contrasts) endpoints.push_back(&endpoint);
  if (endpoints.empty()) return;
  Eigen::VectorXd units;
  KnownStudy study;
  static_cast<DescribedStudy&>(study) = describe(trial, endpoints, units);
  study.weight = trial.published->weight;
  const auto n = static_cast<Eigen::Index>(endpoints.size());
  study.values.resize(n);
  study.sampling.resize(n, n);
  const auto endpoint = [&](Eigen::Index i) -> const PublishedEndpoint& {
    return *endpoints[static_cast<std::size_t>(i)];
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    study.values(i) = on_comparison_scale(endpoint(i), endpoint(i).value) / units(i);
    for (Eigen::Index j = 0; j < n; ++j) {
      const double alike = i == j ? 1.0 : share_an_arm(endpoint(i), endpoint(j)) ? kSharedPatients : 0.0;
      study.sampling(i, j) = alike *
                             std::sqrt(published_variance(endpoint(i)) * published_variance(endpoint(j))) /
                             std::abs(units(i) * units(j));
    }
  }
  studies.push_back(std::move(study));
}

}  // namespace

Yardstick::Yardstick(std::span<const Scenario> trials) {
  for (const Scenario& trial : trials) {
    if (trial.published->split != scenario::Split::calibrate) continue;
    learn(trial, false, levels_);
    learn(trial, true, contrasts_);
  }
}

PredictiveDensities Yardstick::predict(const Scenario& trial, const std::vector<Eigen::Index>& numbers,
                                       const Eigen::MatrixXd& sampling_correlation) const {
  std::vector<const PublishedEndpoint*> endpoints;
  for (const Eigen::Index number : numbers)
    endpoints.push_back(&trial.published->endpoints[static_cast<std::size_t>(number)]);
  std::vector<KnownStudy> others = is_contrast(*endpoints.front()) ? contrasts_ : levels_;
  std::erase_if(others, [&](const KnownStudy& other) { return other.study == trial.published->study; });
  Eigen::VectorXd units;
  const DescribedStudy study = describe(trial, endpoints, units);
  PredictiveDensities densities = MetaRegression(others, coefficient_priors()).predict(study);
  for (PredictiveDensity& density : densities) {
    density.mean = density.mean.cwiseProduct(units).eval();
    density.covariance = (units.asDiagonal() * density.covariance * units.asDiagonal()).eval();
    Eigen::VectorXd sd(units.size());
    for (Eigen::Index i = 0; i < units.size(); ++i)
      sd(i) = std::sqrt(sampling_variance(*endpoints[static_cast<std::size_t>(i)], density.mean(i)));
    density.covariance += sd.asDiagonal() * sampling_correlation * sd.asDiagonal();
  }
  return densities;
}

}  // namespace tachy::study
