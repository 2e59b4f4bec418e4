#include "output/economics/cost_shown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "output/compare/draws_text.hpp"
#include "output/economics/economics_text.hpp"

namespace tachy::output {

namespace {

// Arms that nothing tells apart share the first place.
std::string worth_in_words(const EconomicAnswer& answer) {
  const std::vector<double>& means = answer.mean_net_benefit;
  const std::vector<double> shares = economics::shares_best(answer.net_benefit);
  std::vector<std::string> best;
  double share = 0.0;
  for (std::size_t arm = 0; arm < means.size(); ++arm)
    if (means[arm] == means[answer.best]) {
      best.push_back(answer.result.outcome.arm_ids[arm]);
      share += shares[arm];
    }
  return fmt::format("At {} {} a QALY {} {} worth the most on average, in {} of draws.",
                     money_text(answer.valuation.willingness_to_pay), answer.valuation.currency,
                     fmt::join(best, " and "), best.size() == 1 ? "is" : "are equally",
                     share_of_draws(share));
}

}  // namespace

CostShown cost_shown(const EconomicAnswer& answer, const std::vector<std::string>& arm_ids) {
  const std::vector<std::string>& all = answer.result.outcome.arm_ids;
  CostShown shown{.currency = answer.valuation.currency, .more = {}, .worth = {}};
  for (const std::string& id : arm_ids) {
    const auto arm = static_cast<std::size_t>(std::find(all.begin(), all.end(), id) - all.begin());
    shown.more.push_back(
        over_all_draws(economics::difference(answer.ce.cost[arm], answer.ce.cost[answer.result.reference])));
  }
  shown.worth = worth_in_words(answer);
  return shown;
}

}  // namespace tachy::output
