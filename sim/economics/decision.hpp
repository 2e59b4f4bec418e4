// Which arm to choose: incremental analysis, net benefit, and what better knowledge would be worth.
//
// Pure functions of the cost and the effect of every arm in every draw; nothing here knows what they mean.
// Terms are those of health economics. Rules that programs differ in:
// - An ICER is a ratio of mean differences, never a mean of ratios.
// - The best arm has the highest mean net benefit. The acceptability frontier (CEAF) is the share of draws in
//   which that arm is best; it is not the upper edge of the acceptability curves.
// - Ties: draws in which several arms are exactly as good are shared out among them; of means that are equal
//   the reference arm is taken, then the one that stands first.
// - Population values at a discount rate of nought are the value of one times people times years.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "economics/worth.hpp"

namespace tachy::economics {

// [arm][draw]
struct CostEffect {
  std::vector<ByDraw> cost, effect;
  std::size_t reference = 0;
  std::size_t arms() const { return cost.size(); }
  std::size_t draws() const { return cost.empty() ? 0 : cost.front().size(); }
};
CostEffect cost_effect_of(const Worth& worth, std::size_t reference);

enum class Standing {
  cheapest,   // the first of the efficient arms
  efficient,  // has an ICER against the efficient arm before it
  dominated,  // costs as much or more and gives less or the same as another arm
  extended,   // a mixture of two others gives as much at less cost
  same,       // exactly as another arm before it
};
struct Option {
  std::size_t arm = 0;
  double cost = 0.0, effect = 0.0;
  Standing standing = Standing::efficient;
  std::size_t against = 0;      // the arm before it, or (one of) those that dominate it
  std::size_t and_against = 0;  // of extended dominance, the other arm of the mixture
  double more_cost = 0.0, more_effect = 0.0, icer = 0.0;  // of efficient arms
};
// In order of cost; of equal costs the more effective first.
std::vector<Option> incremental_analysis(const std::vector<double>& cost, const std::vector<double>& effect,
                                         std::size_t reference = 0);

std::vector<ByDraw> net_benefit(const CostEffect& ce, double willingness_to_pay);  // [arm][draw]
std::vector<double> means_of(const std::vector<ByDraw>& by_arm);
std::size_t best_arm(const std::vector<double>& means, std::size_t reference);
std::vector<double> shares_best(const std::vector<ByDraw>& net_benefit);    // CEAC at one threshold
std::vector<double> expected_loss(const std::vector<ByDraw>& net_benefit);  // the least of them is the EVPI
double evpi(const std::vector<ByDraw>& net_benefit);
double evpi_error(const std::vector<ByDraw>& net_benefit);  // standard error, from the number of draws

// So many people in each year, the first not discounted.
double for_population(double per_person, double people_a_year, std::size_t years, double discount);

// Where each arm begins to be the best one as more is paid for a QALY.
struct Switch {
  double willingness_to_pay;
  std::size_t arm;
};
std::vector<Switch> switches(const CostEffect& ce);

// Value of choosing for each group apart (EVIC): [group][arm] mean net benefit, and the share of each group.
double value_of_choosing_by_group(const std::vector<std::vector<double>>& net_benefit,
                                  const std::vector<double>& weights);

}  // namespace tachy::economics
