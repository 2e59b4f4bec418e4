#include "study/validate/validation.hpp"

#include <algorithm>
#include <functional>

#include "study/trial/draw_likelihood.hpp"

namespace tachy::study {

namespace {

using scenario::PublishedEndpoint;
using EndpointIndices = std::vector<Eigen::Index>;

// NaN when no draw gives the endpoint value.
double share_showing_sign(const TrialPredictions& predictions, const PredictiveDensities& densities,
                          Eigen::Index endpoint, double sign) {
  double positive = 0.0, weight = 0.0;
  for (std::size_t draw = 0; draw < predictions.size(); ++draw) {
    if (std::isnan(predictions[draw].mean(endpoint))) continue;
    positive += densities[draw].weight * predictions[draw].positive(endpoint);
    weight += densities[draw].weight;
  }
  return sign > 0.0 ? positive / weight : 1.0 - positive / weight;
}

bool seldom_reached(const TrialPredictions& predictions, Eigen::Index median) {
  double unreached = 0.0;
  for (const Prediction& prediction : predictions) unreached += std::isnan(prediction.mean(median));
  return unreached > kMostUnreached * static_cast<double>(predictions.size());
}

bool is_judged_by_sign(const PublishedEndpoint& endpoint) {
  return endpoint.comparison == scenario::Contrast::sign && endpoint.not_scored.empty() &&
         endpoint.evidence != scenario::Evidence::recalled;
}

Expected expected_of(const PredictiveDensities& densities, Eigen::Index endpoint) {
  const PredictiveDensity all = mixture_of(only(densities, {endpoint}));
  return {.value = all.mean(0), .sd = std::sqrt(all.covariance(0, 0) + kSmallestVariance)};
}

EndpointScore score_endpoint(const scenario::Scenario& trial, std::size_t number,
                             const TrialPredictions& predictions, const PredictiveDensities& densities) {
  const PublishedEndpoint& endpoint = trial.published->endpoints[number];
  const auto index = static_cast<Eigen::Index>(number);
  EndpointScore score;
  score.number = number;
  score.published = on_comparison_scale(endpoint, endpoint.value);
  if (endpoint.comparison == scenario::Contrast::sign) {
    score.sign_shown = share_showing_sign(predictions, densities, index, endpoint.value);
    return score;
  }
  score.scored = is_scored(endpoint) && trial.published->split != scenario::Split::context;
  score.model = expected_of(densities, index);
  if (is_median(endpoint) && seldom_reached(predictions, index)) score.model.value = kUnknown;
  if (score.scored) score.model.z = (score.published - score.model.value) / score.model.sd;
  return score;
}

// How sampling correlates endpoint values, because virtual trials read them off the same patients.
Eigen::MatrixXd sampling_correlation(const TrialPredictions& predictions, const EndpointIndices& endpoints) {
  const auto n = static_cast<Eigen::Index>(endpoints.size());
  Eigen::MatrixXd covariance = kSmallestVariance * Eigen::MatrixXd::Identity(n, n);
  for (const Prediction& prediction : predictions) covariance += prediction.sampling(endpoints, endpoints);
  const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  return scale.asDiagonal() * covariance * scale.asDiagonal();
}

EndpointIndices numbers_of(const StudyScore& study, bool contrasts) {
  EndpointIndices numbers;
  for (const EndpointScore& score : study.endpoints) {
    const PublishedEndpoint& endpoint = study.endpoint(score);
    if (is_contrast(endpoint) == contrasts && endpoint.comparison != scenario::Contrast::sign)
      numbers.push_back(static_cast<Eigen::Index>(score.number));
  }
  return numbers;
}

// Sets what the regression expects of all levels, or all contrasts, and returns the skill on those scored.
std::optional<double> compare(StudyScore& study, bool contrasts, const TrialPredictions& predictions,
                              const PredictiveDensities& model, const Yardstick& yardstick) {
  const EndpointIndices all = numbers_of(study, contrasts);
  if (all.empty()) return std::nullopt;
  const PredictiveDensities regression =
      yardstick.predict(*study.trial, all, sampling_correlation(predictions, all));
  EndpointIndices scored, places;  // within the study, and among `all`
  std::vector<double> published;
  for (std::size_t place = 0; place < all.size(); ++place) {
    EndpointScore& score = study.endpoints[static_cast<std::size_t>(all[place])];
    score.regression = expected_of(regression, static_cast<Eigen::Index>(place));
    if (!score.scored) continue;
    score.regression.z = (score.published - score.regression.value) / score.regression.sd;
    scored.push_back(all[place]);
    places.push_back(static_cast<Eigen::Index>(place));
    published.push_back(score.published);
  }
  if (scored.empty()) return std::nullopt;
  const auto n = static_cast<Eigen::Index>(published.size());
  const Eigen::VectorXd values = Eigen::Map<const Eigen::VectorXd>(published.data(), n);
  const double gain =
      log_density(only(model, scored), values) - log_density(only(regression, places), values);
  return gain / static_cast<double>(n);
}

// A mean over studies of a mean over their scored endpoints.
std::optional<StudyMean> mean_of(std::span<const StudyScore> studies, scenario::Split split,
                                 const std::function<double(const EndpointScore&)>& value) {
  std::vector<StudyValue> means;
  for (const StudyScore& study : studies) {
    double sum = 0.0, n = 0.0;
    for (const EndpointScore& score : study.endpoints)
      if (score.scored) sum += value(score), n += 1.0;
    if (study.published().split == split && n > 0.0) means.push_back({study.published().weight, sum / n});
  }
  return mean_over_studies(means);
}

Agreement agreement_of(std::span<const StudyScore> studies, scenario::Split split,
                       Expected EndpointScore::*who) {
  Agreement agreement;
  agreement.mean_z2 =
      mean_of(studies, split, [&](const EndpointScore& score) { return (score.*who).z * (score.*who).z; });
  for (std::size_t i = 0; i < kCoverageLevels.size(); ++i)
    agreement.coverage[i] = mean_of(studies, split, [&](const EndpointScore& score) {
      return is_inside(score.*who, kCoverageLevels[i]) ? 1.0 : 0.0;
    });
  return agreement;
}

Skill mean_skill(std::span<const StudyScore> studies, scenario::Split split,
                 std::optional<double> StudyScore::*kind) {
  std::vector<StudyValue> skills;
  for (const StudyScore& study : studies)
    if (study.published().split == split && study.*kind)
      skills.push_back({study.published().weight, *(study.*kind)});
  Skill skill;
  skill.mean = mean_over_studies(skills);
  std::sort(skills.begin(), skills.end(),
            [](const StudyValue& a, const StudyValue& b) { return a.weight * a.value > b.weight * b.value; });
  skills.erase(skills.begin(),
               skills.begin() + static_cast<std::ptrdiff_t>(std::min(skills.size(), std::size_t{2})));
  skill.without_two_best = mean_over_studies(skills);
  return skill;
}

}  // namespace

StudyScore score_study(const scenario::Scenario& trial, const TrialPredictions& predictions,
                       const Yardstick& yardstick, const std::optional<LeftOut>& left_out) {
  StudyScore study;
  study.trial = &trial;
  study.left_out = left_out;
  PredictiveDensities densities = densities_of(predictions);
  for (std::size_t draw = 0; left_out && draw < densities.size(); ++draw)
    densities[draw].weight = left_out->weights(static_cast<Eigen::Index>(draw));
  for (std::size_t number = 0; number < trial.published->endpoints.size(); ++number)
    study.endpoints.push_back(score_endpoint(trial, number, predictions, densities));
  study.skill_levels = compare(study, false, predictions, densities, yardstick);
  study.skill_contrasts = compare(study, true, predictions, densities, yardstick);
  return study;
}

Summary summarise(std::span<const StudyScore> studies, scenario::Split split) {
  Summary summary;
  for (const StudyScore& study : studies) {
    std::size_t scored = 0;
    for (const EndpointScore& score : study.endpoints) scored += score.scored;
    if (study.published().split != split || scored == 0) continue;
    summary.studies += 1;
    summary.endpoints += scored;
    summary.left_out += study.left_out.has_value();
  }
  summary.model = agreement_of(studies, split, &EndpointScore::model);
  summary.regression = agreement_of(studies, split, &EndpointScore::regression);
  summary.levels = mean_skill(studies, split, &StudyScore::skill_levels);
  summary.contrasts = mean_skill(studies, split, &StudyScore::skill_contrasts);
  return summary;
}

std::string why_not_scored(const StudyScore& study, const EndpointScore& score) {
  const PublishedEndpoint& endpoint = study.endpoint(score);
  if (score.scored) return "";
  if (!endpoint.not_scored.empty()) return endpoint.not_scored;
  if (endpoint.evidence == scenario::Evidence::recalled) return "recalled, not checked against its source";
  if (endpoint.comparison == scenario::Contrast::sign) return "a direction without a size";
  return "the study is context";
}

std::vector<const PublishedEndpoint*> not_computed(std::span<const StudyScore> studies) {
  std::vector<const PublishedEndpoint*> missing;
  for (const StudyScore& study : studies) {
    for (const EndpointScore& score : study.endpoints) {
      const PublishedEndpoint& endpoint = study.endpoint(score);
      const bool sign = is_judged_by_sign(endpoint);
      if ((score.scored && std::isnan(score.model.value)) || (sign && std::isnan(score.sign_shown)))
        missing.push_back(&endpoint);
    }
  }
  return missing;
}

}  // namespace tachy::study
