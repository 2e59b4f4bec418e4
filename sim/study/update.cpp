#include "study/update.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "output/compare/text_table.hpp"
#include "study/calibrate/posterior_summary.hpp"
#include "study/calibrate/sampler.hpp"
#include "study/trial/draw_likelihood.hpp"
#include "study/trial/endpoint_format.hpp"
#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

namespace {

constexpr std::size_t kMovedShown = 6;  // parameters

std::string before_or_after(const scenario::PublishedEndpoint& endpoint, const PredictiveDensities& draws,
                            Eigen::Index number) {
  const PredictiveDensity all = mixture_of(only(draws, {number}));
  return fmt::format("{} ({})", value_in_words(endpoint, all.mean(0)),
                     range_in_words(endpoint, all.mean(0), std::sqrt(all.covariance(0, 0))));
}

std::string endpoints_text(const scenario::Scenario& trial, const TrialPredictions& predictions,
                           const DrawWeights& weights) {
  const PredictiveDensities before = densities_of(predictions);
  PredictiveDensities after = before;
  for (std::size_t i = 0; i < after.size(); ++i)
    after[i].weight = weights.weights(static_cast<Eigen::Index>(i));
  std::vector<output::TextRow> rows{{"endpoint", "seen (95 %)", "predicted before", "after"}};
  const auto& endpoints = trial.published->endpoints;
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (!is_scored(endpoints[i])) continue;
    const auto number = static_cast<Eigen::Index>(i);
    rows.push_back({endpoints[i].id, published_in_words(endpoints[i]),
                    before_or_after(endpoints[i], before, number),
                    before_or_after(endpoints[i], after, number)});
  }
  return fmt::format("{}\n{}\n", trial.published->study, output::text_table(rows));
}

std::string interval_in_words(const Interval& i) {
  return fmt::format("{:.3g} ({:.3g} to {:.3g})", i.median, i.low, i.high);
}

struct Move {
  Eigen::Index parameter;
  double in_sd;
};
std::vector<Move> largest_moves(const Posterior& before, const Posterior& after) {
  std::vector<Move> moves;
  for (Eigen::Index i = 0; i < before.draws.cols(); ++i) {
    const double mean = before.draws.col(i).mean();
    const double sd = std::sqrt((before.draws.col(i).array() - mean).square().mean());
    if (sd > 0.0) moves.push_back({i, (after.draws.col(i).mean() - mean) / sd});
  }
  std::stable_sort(moves.begin(), moves.end(),
                   [](const Move& a, const Move& b) { return std::abs(a.in_sd) > std::abs(b.in_sd); });
  moves.resize(std::min(moves.size(), kMovedShown));
  return moves;
}

// As many draws as there are, by weight; the first stands in the middle of its space.
std::vector<Eigen::Index> kept_draws(const DrawWeights& weights) {
  return systematic_choice(weights.weights, 0.5, weights.weights.size());
}

std::ptrdiff_t distinct(const DrawWeights& weights) {
  std::vector<Eigen::Index> kept = kept_draws(weights);
  return std::distance(kept.begin(), std::unique(kept.begin(), kept.end()));
}

}  // namespace

DrawWeights weigh_draws(std::span<const scenario::Scenario> trials,
                        std::span<const TrialPredictions> predictions) {
  Eigen::VectorXd logs = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(predictions.front().size()));
  for (std::size_t i = 0; i < trials.size(); ++i) logs += log_likelihoods(trials[i], predictions[i]);
  const double largest = logs.maxCoeff();
  if (!std::isfinite(largest)) return {Eigen::VectorXd::Zero(logs.size()), 0.0};
  DrawWeights weights;
  weights.weights = (logs.array() - largest).exp();
  weights.weights /= weights.weights.sum();
  weights.effective_sample_size = 1.0 / weights.weights.squaredNorm();
  return weights;
}

Posterior resampled(const Posterior& posterior, const DrawWeights& weights) {
  Posterior after = posterior;
  after.draws = posterior.draws(kept_draws(weights), Eigen::all).eval();
  return after;
}

PosteriorPart updated_part(const Posterior& posterior, const std::vector<std::string>& studies,
                           const std::string& before) {
  PosteriorPart part;
  const std::string seen = list_of_studies(studies);
  part.title = fmt::format("{}, weighted by what was seen in {}", before, seen);
  part.written_by = "'tachy update'";
  part.fitted_to = posterior.fitted_to;
  part.fitted_to.insert(part.fitted_to.end(), studies.begin(), studies.end());
  part.draws = posterior.draws;
  for (Eigen::Index i = 0; i < posterior.draws.cols(); ++i) {
    const model::ParameterRow* row = posterior.parameters[static_cast<std::size_t>(i)];
    const Interval interval = interval_of(posterior.draws.col(i));
    part.parameters.push_back(
        {.parameter = row,
         .median = interval.median,
         .derived = std::find(posterior.derived.begin(), posterior.derived.end(), row->name) !=
                    posterior.derived.end(),
         .source = fmt::format(
             "median of {}, weighted by what was seen in {}; 95 % of the draws from {:.3g} to {:.3g}", before,
             seen, interval.low, interval.high)});
  }
  return part;
}

std::string update_text(std::span<const scenario::Scenario> trials,
                        std::span<const TrialPredictions> predictions, const DrawWeights& weights,
                        const Posterior& before, const Posterior& after) {
  std::string text;
  for (std::size_t i = 0; i < trials.size(); ++i) text += endpoints_text(trials[i], predictions[i], weights);
  text += fmt::format("{} draws, {:.0f} of them effective (at least {:.0f} are needed), {} kept\n\n",
                      before.size(), weights.effective_sample_size, kFewestEffective, distinct(weights));
  std::vector<output::TextRow> rows{{"moved most", "before (95 %)", "after (95 %)", "in SDs before"}};
  for (const Move& move : largest_moves(before, after))
    rows.push_back({std::string(before.parameters[static_cast<std::size_t>(move.parameter)]->name),
                    interval_in_words(interval_of(before.draws.col(move.parameter))),
                    interval_in_words(interval_of(after.draws.col(move.parameter))),
                    fmt::format("{:+.2f}", move.in_sd)});
  return text + output::text_table(rows);
}

}  // namespace tachy::study
