#include "output/economics/cost_shown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/compare/draws_text.hpp"
#include "output/economics/economics_text.hpp"

namespace tachy::output {

CostShown cost_shown(const EconomicAnswer& answer, const std::vector<std::string>& arm_ids) {
  const std::vector<std::string>& all = answer.result.outcome.arm_ids;
  CostShown shown{.currency = answer.valuation.currency, .more = {}, .worth = {}};
  for (const std::string& id : arm_ids) {
    const auto arm = static_cast<std::size_t>(std::find(all.begin(), all.end(), id) - all.begin());
    shown.more.push_back(
        over_all_draws(economics::difference(answer.ce.cost[arm], answer.ce.cost[answer.result.reference])));
  }
  shown.worth =
      fmt::format("At {} {} a QALY {} is worth the most on average, in {} of draws.",
                  money_text(answer.valuation.willingness_to_pay), answer.valuation.currency,
                  all[answer.best], share_of_draws(economics::shares_best(answer.net_benefit)[answer.best]));
  return shown;
}

}  // namespace tachy::output
