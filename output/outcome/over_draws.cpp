#include "output/outcome/over_draws.hpp"

#include <algorithm>
#include <cmath>

#include "economics/decision.hpp"
#include "output/outcome/extremes.hpp"

namespace tachy::output {

namespace {

double average(const std::vector<double>& numbers) {
  double sum = 0.0;
  for (const double number : numbers) sum += number;
  return numbers.empty() ? kMissing : sum / static_cast<double>(numbers.size());
}

void append(MeansOfDraws& out, const Sums& sums, double scale) {
  const double sd = standard_deviation(sums);
  out.means.push_back(mean(sums.sum, sums.n) * scale);
  out.variances.push_back(std::isnan(sd) ? 0.0 : sd * sd / static_cast<double>(sums.n) * scale * scale);
}

using Number = std::int64_t engine::TotalTally::*;
MeansOfDraws means_of(std::span<const engine::Tallies> draws, std::uint32_t arm, model::Total total,
                      Number sum, Number sum_squares) {
  MeansOfDraws out;
  for (const engine::Tallies& draw : draws) {
    const engine::TotalTally& t = draw.at(arm, total);
    append(out, {draw.enrolled, t.*sum, t.*sum_squares}, draw.scale_of(model::row_of(total)));
  }
  return out;
}

}  // namespace

NestedVariance nested_variance(const std::vector<double>& numbers, const std::vector<double>& variances) {
  if (numbers.size() < 2) return {};
  const double middle = average(numbers);
  double squares = 0.0;
  for (const double number : numbers) squares += (number - middle) * (number - middle);
  return {squares / static_cast<double>(numbers.size() - 1), average(variances)};
}

OverDraws over_draws(const std::vector<double>& means, const std::vector<double>& variances) {
  const Range95 range = central_95(means);
  const NestedVariance variance = nested_variance(means, variances);
  return {{average(means), range.low, range.high},
          std::sqrt(average(variances)),
          means.size() < 2 ? kMissing : variance.share_of_chance()};
}

std::vector<double> shares_best(const std::vector<std::vector<double>>& by_arm, bool more_is_better) {
  if (by_arm.empty() || by_arm.front().empty()) return std::vector<double>(by_arm.size(), 0.0);
  std::vector<std::vector<double>> benefits = by_arm;
  if (!more_is_better)
    for (std::vector<double>& arm : benefits)
      for (double& value : arm) value = -value;
  return economics::shares_best(benefits);
}

double share_better(const std::vector<double>& first, const std::vector<double>& second,
                    bool more_is_better) {
  double better = 0.0;
  for (std::size_t draw = 0; draw < first.size(); ++draw)
    better += first[draw] == second[draw] ? 0.5 : (first[draw] > second[draw]) == more_is_better ? 1.0 : 0.0;
  return better / static_cast<double>(first.size());
}

MeansOfDraws totals_of_draws(std::span<const engine::Tallies> draws, std::uint32_t arm, model::Total total) {
  return means_of(draws, arm, total, &engine::TotalTally::sum, &engine::TotalTally::sum_squares);
}

MeansOfDraws differences_of_draws(std::span<const engine::Tallies> draws, std::uint32_t arm,
                                  model::Total total) {
  return means_of(draws, arm, total, &engine::TotalTally::difference_sum,
                  &engine::TotalTally::difference_sum_squares);
}

}  // namespace tachy::output
