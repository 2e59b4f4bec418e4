#include "output/economics/evppi.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "economics/decision.hpp"

namespace tachy::output {

namespace {

// Mean of the best less the best of the means; gains: [arm][draw], over an arm that gains nothing.
double worth_of_knowing(const std::vector<ByDraw>& gains) {
  const std::size_t draws = gains.front().size();
  double mean_of_best = 0.0, best_of_means = 0.0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    double best = 0.0;
    for (const ByDraw& arm : gains) best = std::max(best, arm[draw]);
    mean_of_best += best / static_cast<double>(draws);
  }
  for (const ByDraw& arm : gains) best_of_means = std::max(best_of_means, economics::mean_of(arm));
  return std::max(mean_of_best - best_of_means, 0.0);
}

double jackknife_error(const std::vector<double>& values) {
  const double count = static_cast<double>(values.size()), middle = economics::mean_of(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  return std::sqrt((count - 1) / count * squares);
}

EvppiOfGroup evppi_of(const std::vector<ByDraw>& parameters, const std::vector<ByDraw>& gains) {
  std::vector<ByDraw> by_all;
  std::vector<std::vector<ByDraw>> by_fold;  // [fold][arm]
  for (const ByDraw& gain : gains) {
    Foretold told = foretold(parameters, gain);
    by_all.push_back(std::move(told.values));
    by_fold.resize(told.without_a_tenth.size());
    for (std::size_t fold = 0; fold < by_fold.size(); ++fold)
      by_fold[fold].push_back(std::move(told.without_a_tenth[fold]));
  }
  std::vector<double> values;
  for (const std::vector<ByDraw>& fold : by_fold) values.push_back(worth_of_knowing(fold));
  EvppiOfGroup result;
  result.parameters = parameters.size();
  result.value = worth_of_knowing(by_all);
  result.error = jackknife_error(values);
  return result;
}

}  // namespace

std::vector<EvppiOfGroup> evppi_of_groups(const DrawnValues& drawn, const std::vector<ByDraw>& net_benefit,
                                          std::size_t reference) {
  std::vector<EvppiOfGroup> result;
  if (net_benefit.size() < 2 || net_benefit.front().size() < kFewestDraws) return result;
  std::vector<ByDraw> gains;
  for (std::size_t arm = 0; arm < net_benefit.size(); ++arm)
    if (arm != reference) gains.push_back(economics::difference(net_benefit[arm], net_benefit[reference]));
  const double most = economics::evpi(net_benefit);
  for (const std::string& group : std::set<std::string>(drawn.groups.begin(), drawn.groups.end())) {
    std::vector<ByDraw> members;
    for (std::size_t i = 0; i < drawn.values.size(); ++i)
      if (drawn.groups[i] == group) members.push_back(drawn.values[i]);
    EvppiOfGroup one = evppi_of(members, gains);
    one.group = group;
    one.value = std::min(one.value, most);
    result.push_back(one);
  }
  return result;
}

}  // namespace tachy::output
