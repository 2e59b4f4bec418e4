// The tables of `tachy economics --full` beyond the first screen.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/grouped.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"
#include "output/economics/economics_text.hpp"

namespace tachy::output {

namespace {

std::string percent_of_draws(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string net_benefit_table(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  const std::vector<double> shares = economics::shares_best(answer.net_benefit),
                            loss = economics::expected_loss(answer.net_benefit);
  std::vector<TextRow> rows{{"\narm", "\nnet benefit", "\n95 % of draws",
                             "\nover " + arms[answer.result.reference], "\n95 % of draws", "\nbest in",
                             "expected\nloss"}};
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    const Interval own = over_all_draws(answer.net_benefit[arm]),
                   gain = over_all_draws(economics::difference(answer.net_benefit[arm],
                                                               answer.net_benefit[answer.result.reference]));
    const bool reference = arm == answer.result.reference;
    rows.push_back({arms[arm], money_text(own.estimate), interval_of_money(own),
                    reference ? "" : signed_money_text(gain.estimate),
                    reference ? "" : interval_of_money(gain), percent_of_draws(shares[arm]),
                    money_text(loss[arm])});
  }
  return fmt::format("Net monetary benefit at {} per QALY, thousand {} per 1,000 people\n",
                     money_text(answer.valuation.willingness_to_pay), answer.valuation.currency) +
         text_table(rows) + "\n";
}

std::string acceptability_table(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  TextRow head{answer.valuation.currency + " per QALY"};
  head.insert(head.end(), arms.begin(), arms.end());
  head.insert(head.end(), {"frontier", "its share", "EVPI"});
  std::vector<TextRow> rows{head};
  for (const AtThreshold& at : answer.thresholds) {
    TextRow row{number_text(at.willingness_to_pay, 0)};
    for (const double share : at.share_best) row.push_back(percent_of_draws(share));
    row.insert(row.end(), {arms[at.best], percent_of_draws(at.share_best[at.best]), money_text(at.evpi)});
    rows.push_back(row);
  }
  std::string switches;
  for (const economics::Switch& s : answer.switches)
    switches += fmt::format("{}{} from {}", switches.empty() ? "" : ", ", arms[s.arm],
                            number_text(s.willingness_to_pay, 0));
  return "Acceptability: in how many draws each arm has the highest net benefit, ties shared out. Frontier: "
         "the arm with\n"
         "the highest mean net benefit, and its share of draws. EVPI per person\n" +
         text_table(rows) + "  the best arm by mean: " + switches + "\n\n";
}

std::string plane_table(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::vector<TextRow> rows{{"arm", "better, dearer", "better, cheaper", "worse, dearer", "worse, cheaper"}};
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    if (arm == answer.result.reference) continue;
    const Quadrants& q = answer.plane[arm];
    rows.push_back({arms[arm], percent_of_draws(q.better_dearer), percent_of_draws(q.better_cheaper),
                    percent_of_draws(q.worse_dearer), percent_of_draws(q.worse_cheaper)});
  }
  return fmt::format("Cost-effectiveness plane: draws by QALYs and cost against {}\n",
                     arms[answer.result.reference]) +
         text_table(rows) + "\n";
}

std::string evppi_rows(const EconomicAnswer& answer, std::string ParameterDrawn::*group,
                       std::string_view what) {
  const double evpi = economics::evpi(answer.net_benefit);
  std::vector<TextRow> rows{{std::string(what), "parameters", "EVPPI", "from", "to"}};
  for (const auto& [name, parameters, worth] : evppi_by(answer, group))
    rows.push_back({name, std::to_string(parameters),
                    tells_something(worth, evpi) ? money_text(worth.value) : "too few draws",
                    money_text(worth.low), money_text(worth.high)});
  return rows.size() == 1 ? "" : text_table(rows);
}

// "0.05 to 1", what an end is worth
std::string end_of_bar(double input, double net_benefit) {
  return fmt::format("{} at {:.6g}", signed_money_text(net_benefit), input);
}

std::string switching_text(const std::optional<economics::SwitchingValue>& value,
                           const std::vector<std::string>& arms) {
  return value ? fmt::format("{} at {}", arms[value->arm], money_text(value->value)) : "-";
}

}  // namespace

std::string decision_tables(const EconomicAnswer& answer) {
  return net_benefit_table(answer) + acceptability_table(answer) + plane_table(answer);
}

std::string value_of_information(const EconomicAnswer& answer) {
  const economics::Valuation& v = answer.valuation;
  const double each = economics::evpi(answer.net_benefit);
  std::string text = fmt::format(
      "Value of information at {} {} per QALY, in {} per person\n  EVPI {}; so many "
      "draws tell it with a standard error of {}\n",
      money_text(v.willingness_to_pay), v.currency, v.currency, money_text(each),
      money_text(economics::evpi_error(answer.net_benefit)));
  if (v.population.people_a_year > 0)
    text += fmt::format("  EVPI of {} people a year for {} years, discounted as costs: {} million {}\n",
                        grouped(static_cast<std::uint64_t>(v.population.people_a_year)), v.population.years,
                        number_text(economics::for_population(each, v.population.people_a_year,
                                                              v.population.years, v.discount_costs) /
                                        1e6,
                                    2),
                        v.currency);
  const std::string groups = evppi_rows(answer, &ParameterDrawn::evidence, "evidence") +
                             evppi_rows(answer, &ParameterDrawn::submodel, "part of the model");
  text += groups.empty() ? "  too few draws for the value of knowing a part: 20 or more, --draws 100\n"
                         : "  EVPPI, by regression on each group; they do not add up. From, to: two standard "
                           "errors of the method\n" +
                               groups;
  return text + "\n";
}

std::string sensitivity_tables(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  const std::string pair = fmt::format("{} over {}", arms[answer.best], arms[answer.other]);
  std::vector<TextRow> bars{{"input", "is", "low end", "high end"}};
  constexpr std::size_t kMostBars = 12;
  for (std::size_t i = 0; i < std::min(answer.tornado.size(), kMostBars); ++i) {
    const economics::TornadoBar& bar = answer.tornado[i];
    bars.push_back({bar.name, fmt::format("{:.6g}", bar.value), end_of_bar(bar.low, bar.at_low),
                    end_of_bar(bar.high, bar.at_high)});
  }
  std::vector<TextRow> values{{"input", "is", "even with " + arms[answer.other], "best below", "best above"}};
  for (const economics::Input& input : answer.inputs) {
    const auto even = economics::threshold(input, answer.mean_net_benefit, answer.best, answer.other);
    const economics::SwitchingValues next =
        economics::switching_values(input, answer.mean_net_benefit, answer.best);
    if (!even && !next.below && !next.above) continue;
    values.push_back({input.name, fmt::format("{:.6g}", input.value), even ? money_text(*even) : "-",
                      switching_text(next.below, arms), switching_text(next.above, arms)});
  }
  return fmt::format(
             "Tornado: net benefit of {}, thousand {} per 1,000 people, at either end of each range\n", pair,
             answer.valuation.currency) +
         text_table(bars) + "\n" +
         fmt::format(
             "Threshold and switching values: where {} is worth no more than {}, and where another arm "
             "becomes\n"
             "the best, all else as it is (exact: net benefit is linear in each)\n",
             arms[answer.best], arms[answer.other]) +
         text_table(values) + "\n";
}

std::string budget_table(const EconomicAnswer& answer) {
  const economics::Population& population = answer.valuation.population;
  if (population.people_a_year == 0) return "";
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::vector<TextRow> rows{{"year", "uptake"}};
  for (std::size_t year = 0; year < population.years; ++year)
    rows.push_back({std::to_string(year + 1),
                    percent_of_draws(population.uptake[std::min(year, population.uptake.size() - 1)])});
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    if (arm == answer.result.reference) continue;
    rows[0].push_back(arms[arm]);
    const auto budget = economics::budget_impact(answer.worth, population, arm, answer.result.reference);
    for (std::size_t year = 0; year < budget.size(); ++year)
      rows[year + 1].push_back(signed_text(budget[year].impact / 1e6, 2));
  }
  return fmt::format(
             "Budget impact, million {} a year, undiscounted, if each arm takes this share of {} people who "
             "begin each year\n"
             "from {}; those who began earlier are followed to the horizon\n",
             answer.valuation.currency, grouped(static_cast<std::uint64_t>(population.people_a_year)),
             arms[answer.result.reference]) +
         text_table(rows) + "\n";
}

std::string ledger_tables(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::vector<TextRow> rows{{"item", "each"}};
  std::vector<std::vector<economics::LedgerLine>> ledgers;
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    rows[0].push_back(arms[arm]);
    ledgers.push_back(economics::ledger_of(answer.valuation, answer.result.counts, arm));
  }
  TextRow sums{"in all", ""};
  std::vector<double> in_all(arms.size(), 0.0);
  for (std::size_t item = 0; item < economics::kPrices; ++item) {
    if (ledgers[0][item].each == 0.0) continue;
    TextRow row{std::string(economics::kPriceTable[item].label), money_text(ledgers[0][item].each)};
    bool used = false;
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
      row.push_back(money_text(ledgers[arm][item].cost));
      in_all[arm] += ledgers[arm][item].cost;
      used |= ledgers[arm][item].units != 0.0;
    }
    if (used) rows.push_back(row);
  }
  for (const double sum : in_all) sums.push_back(money_text(sum));
  rows.push_back(sums);
  return fmt::format("Ledger: {} per person, undiscounted; what has no price here is left out\n",
                     answer.valuation.currency) +
         text_table(rows) + "\n";
}

}  // namespace tachy::output
