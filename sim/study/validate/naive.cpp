#include "study/validate/naive.hpp"

#include <algorithm>
#include <map>

#include "study/validate/naive_strata.hpp"
#include "study/trial/endpoint_values.hpp"
#include "study/trial/sampling_variance.hpp"

namespace tachy::study {

NaivePredictor::NaivePredictor(std::span<const scenario::Scenario> trials) {
  for (const scenario::Scenario& trial : trials) {
    const scenario::Published& published = *trial.published;
    if (published.split != scenario::Split::calibrate) continue;
    for (const scenario::PublishedEndpoint& endpoint : published.endpoints) {
      if (!is_scored(endpoint)) continue;
      const double units = common_units(trial, endpoint);
      const double value = on_comparison_scale(endpoint, endpoint.value);
      values_.push_back({published.study, cells_of(trial, endpoint).coarse_to_fine, units * value,
                         units * units * published_variance(endpoint), published.weight,
                         published.trials > 1});
    }
  }
}

NaivePredictor::Cell NaivePredictor::refined(const Cell& coarser, const std::string& name,
                                             const std::string& left_out) const {
  const auto belongs = [&](const EndpointValue& value) {
    return value.study != left_out && std::count(value.cells.begin(), value.cells.end(), name) > 0;
  };
  std::map<std::string, double> values_of_study;
  for (const EndpointValue& value : values_)
    if (belongs(value)) values_of_study[value.study] += 1.0;
  const auto weight_of = [&](const EndpointValue& value) {
    return value.weight / values_of_study[value.study];
  };

  Cell cell{coarser.mean, 0.0, 0.0};
  for (const EndpointValue& value : values_) {
    if (!belongs(value)) continue;
    cell.mean += weight_of(value) * value.value;
    cell.studies += weight_of(value);
  }
  cell.mean /= cell.studies + 1.0;
  double excess = 0.0, studies = 0.0;
  for (const EndpointValue& value : values_) {
    if (!belongs(value) || value.pooled) continue;
    const double deviation = value.value - cell.mean;
    excess += weight_of(value) * (deviation * deviation - value.sampling_variance);
    studies += weight_of(value);
  }
  cell.between = (std::max(excess, 0.0) + coarser.between) / (studies + 1.0);
  return cell;
}

NaivePrediction NaivePredictor::predict(const scenario::Scenario& trial,
                                        const scenario::PublishedEndpoint& endpoint) const {
  const scenario::Published& published = *trial.published;
  const Cells cells = cells_of(trial, endpoint);
  Cell cell{cells.vague_prior.mean, cells.vague_prior.sd * cells.vague_prior.sd, 0.0};
  for (const std::string& name : cells.coarse_to_fine) cell = refined(cell, name, published.study);
  const double of_study = cell.between / published.trials, of_mean = cell.between / (cell.studies + 1.0);
  const double units = common_units(trial, endpoint), mean = cell.mean / units;
  return {mean, (of_study + of_mean) / (units * units), sampling_variance(endpoint, mean),
          cells.coarse_to_fine.back()};
}

}  // namespace tachy::study
