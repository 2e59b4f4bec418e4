#include "economics/decision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tachy::economics {

namespace {

// Of equal costs the more effective first, of equal arms the reference, then in their order.
std::vector<Option> in_order_of_cost(const std::vector<double>& cost, const std::vector<double>& effect,
                                     std::size_t reference) {
  std::vector<Option> options;
  for (std::size_t arm = 0; arm < cost.size(); ++arm)
    options.push_back({.arm = arm, .cost = cost[arm], .effect = effect[arm]});
  std::stable_sort(options.begin(), options.end(), [&](const Option& a, const Option& b) {
    if (a.cost != b.cost) return a.cost < b.cost;
    if (a.effect != b.effect) return a.effect > b.effect;
    return a.arm == reference && b.arm != reference;
  });
  return options;
}

// An arm that costs no less than one before it and gives no more is dominated by it.
void mark_plain_dominance(std::vector<Option>& options) {
  const Option* best = nullptr;  // the most effective so far
  for (Option& option : options) {
    if (best && option.effect <= best->effect) {
      const bool same = option.cost == best->cost && option.effect == best->effect;
      option.standing = same ? Standing::same : Standing::dominated;
      option.against = best->arm;
    } else {
      best = &option;
    }
  }
}

double slope(const Option& from, const Option& to) {
  return (to.cost - from.cost) / (to.effect - from.effect);
}

// From each efficient arm to the one that is reached at the least cost for each unit of effect, the nearest
// of those that are as good.
void mark_extended_dominance(std::vector<Option>& options) {
  std::vector<Option*> left;
  for (Option& option : options)
    if (option.standing == Standing::efficient) left.push_back(&option);
  if (left.empty()) return;
  left.front()->standing = Standing::cheapest;
  for (std::size_t from = 0; from + 1 < left.size();) {
    std::size_t to = from + 1;
    for (std::size_t other = to + 1; other < left.size(); ++other)
      if (slope(*left[from], *left[other]) < slope(*left[from], *left[to])) to = other;
    for (std::size_t between = from + 1; between < to; ++between) {
      left[between]->standing = Standing::extended;
      left[between]->against = left[from]->arm;
      left[between]->and_against = left[to]->arm;
    }
    Option& next = *left[to];
    next.against = left[from]->arm;
    next.more_cost = next.cost - left[from]->cost;
    next.more_effect = next.effect - left[from]->effect;
    next.icer = next.more_cost / next.more_effect;
    from = to;
  }
}

double highest_of_draw(const std::vector<ByDraw>& net_benefit, std::size_t draw) {
  double highest = net_benefit.front()[draw];
  for (const ByDraw& arm : net_benefit) highest = std::max(highest, arm[draw]);
  return highest;
}

}  // namespace

CostEffect cost_effect_of(const Worth& worth, std::size_t reference) {
  CostEffect ce{.cost = {}, .effect = {}, .reference = reference};
  for (const ArmWorth& arm : worth.arms) {
    ce.cost.push_back(arm.cost);
    ce.effect.push_back(arm.effect);
  }
  return ce;
}

std::vector<Option> incremental_analysis(const std::vector<double>& cost, const std::vector<double>& effect,
                                         std::size_t reference) {
  std::vector<Option> options = in_order_of_cost(cost, effect, reference);
  mark_plain_dominance(options);
  mark_extended_dominance(options);
  return options;
}

std::vector<ByDraw> net_benefit(const CostEffect& ce, double willingness_to_pay) {
  std::vector<ByDraw> result;
  for (std::size_t arm = 0; arm < ce.arms(); ++arm) {
    ByDraw& values = result.emplace_back(ce.draws());
    for (std::size_t draw = 0; draw < values.size(); ++draw)
      values[draw] = willingness_to_pay * ce.effect[arm][draw] - ce.cost[arm][draw];
  }
  return result;
}

std::vector<double> means_of(const std::vector<ByDraw>& by_arm) {
  std::vector<double> means;
  for (const ByDraw& arm : by_arm) means.push_back(mean_of(arm));
  return means;
}

std::size_t best_arm(const std::vector<double>& means, std::size_t reference) {
  const double highest = *std::max_element(means.begin(), means.end());
  if (means[reference] == highest) return reference;
  return static_cast<std::size_t>(std::find(means.begin(), means.end(), highest) - means.begin());
}

std::vector<double> shares_best(const std::vector<ByDraw>& net_benefit) {
  std::vector<double> shares(net_benefit.size(), 0.0);
  const std::size_t draws = net_benefit.front().size();
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double highest = highest_of_draw(net_benefit, draw);
    const auto is_best = [&](const ByDraw& arm) { return arm[draw] == highest; };
    const auto ties = std::count_if(net_benefit.begin(), net_benefit.end(), is_best);
    for (std::size_t arm = 0; arm < shares.size(); ++arm)
      if (is_best(net_benefit[arm])) shares[arm] += 1.0 / static_cast<double>(ties);
  }
  for (double& share : shares) share /= static_cast<double>(draws);
  return shares;
}

std::vector<double> expected_loss(const std::vector<ByDraw>& net_benefit) {
  double with_knowledge = 0.0;
  const std::size_t draws = net_benefit.front().size();
  for (std::size_t draw = 0; draw < draws; ++draw) with_knowledge += highest_of_draw(net_benefit, draw);
  std::vector<double> loss;
  for (const double mean : means_of(net_benefit))
    loss.push_back(with_knowledge / static_cast<double>(draws) - mean);
  return loss;
}

double evpi(const std::vector<ByDraw>& net_benefit) {
  const std::vector<double> loss = expected_loss(net_benefit);
  return std::max(*std::min_element(loss.begin(), loss.end()), 0.0);
}

double evpi_error(const std::vector<ByDraw>& net_benefit) {
  const std::size_t best = best_arm(means_of(net_benefit), 0);
  const auto draws = static_cast<double>(net_benefit.front().size());
  double squares = 0.0;
  const double mean = evpi(net_benefit);
  for (std::size_t draw = 0; draw < net_benefit.front().size(); ++draw) {
    const double loss = highest_of_draw(net_benefit, draw) - net_benefit[best][draw];
    squares += (loss - mean) * (loss - mean);
  }
  return draws > 1 ? std::sqrt(squares / (draws * (draws - 1))) : 0.0;
}

double for_population(double per_person, double people_a_year, std::size_t years, double discount) {
  double people = 0.0;
  for (std::size_t year = 0; year < years; ++year) people += people_a_year * discount_factor(discount, year);
  return per_person * people;
}

std::vector<Switch> switches(const CostEffect& ce) {
  std::vector<Switch> result;
  for (const Option& option : incremental_analysis(means_of(ce.cost), means_of(ce.effect), ce.reference)) {
    if (option.standing == Standing::cheapest) result.push_back({0.0, option.arm});
    if (option.standing == Standing::efficient) result.push_back({option.icer, option.arm});
  }
  return result;
}

double value_of_choosing_by_group(const std::vector<std::vector<double>>& net_benefit,
                                  const std::vector<double>& weights) {
  std::vector<double> pooled(net_benefit.front().size(), 0.0);
  double by_group = 0.0;
  for (std::size_t group = 0; group < weights.size(); ++group) {
    by_group += weights[group] * *std::max_element(net_benefit[group].begin(), net_benefit[group].end());
    for (std::size_t arm = 0; arm < pooled.size(); ++arm)
      pooled[arm] += weights[group] * net_benefit[group][arm];
  }
  return by_group - *std::max_element(pooled.begin(), pooled.end());
}

}  // namespace tachy::economics
