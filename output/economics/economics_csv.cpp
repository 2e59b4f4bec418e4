// Costs and effects of every draw for other programs, and the tables of the text.
//
// BCEA takes costs.csv and effects.csv without the first column; dampack the same as `cost` and
// `effectiveness` of make_psa_obj, with parameters.csv; voi costs, effects and parameters; hesim
// draws_long.csv.
#include <fmt/format.h>

#include "output/economics/economics_text.hpp"
#include "output/export/beyond_range.hpp"

namespace tachy::output {

namespace {

// draw, and one column for each name.
std::string by_draw_csv(const std::vector<std::string>& names, const std::vector<ByDraw>& columns) {
  std::string csv = "draw";
  for (const std::string& name : names) csv += "," + name;
  csv += "\n";
  const std::size_t draws = columns.empty() ? 0 : columns.front().size();
  for (std::size_t draw = 0; draw < draws; ++draw) {
    csv += std::to_string(draw);
    for (const ByDraw& column : columns) csv += fmt::format(",{}", column[draw]);
    csv += "\n";
  }
  return csv;
}

std::string long_csv(const EconomicAnswer& answer) {
  std::string csv = "sample,strategy,grp,cost,qalys\n";
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  for (std::size_t draw = 0; draw < answer.ce.draws(); ++draw)
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
      csv += fmt::format("{},{},all,{},{}\n", draw + 1, arms[arm], answer.ce.cost[arm][draw],
                         answer.ce.effect[arm][draw]);
  return csv;
}

std::string parameters_csv(const EconomicAnswer& answer) {
  std::vector<std::string> names;
  std::vector<ByDraw> values;
  for (const ParameterDrawn& parameter : answer.result.outcome.unknown.parameters) {
    names.push_back(parameter.name);
    values.push_back(parameter.by_draw);
  }
  return by_draw_csv(names, values);
}

std::string incremental_csv(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::string csv = "arm,cost,qalys,more_cost,more_qalys,icer,words\n";
  for (const economics::Option& o : answer.options) {
    const bool efficient = o.standing == economics::Standing::efficient;
    const std::string steps =
        efficient ? fmt::format("{},{},{}", o.more_cost, o.more_effect, o.icer) : std::string(",,");
    csv +=
        fmt::format("{},{},{},{},\"{}\"\n", arms[o.arm], o.cost, o.effect, steps, standing_in_words(o, arms));
  }
  return csv;
}

std::string acceptability_csv(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::string csv = "willingness_to_pay,arm,share_best,expected_loss,frontier,evpi\n";
  for (const AtThreshold& at : answer.thresholds)
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
      csv += fmt::format("{},{},{},{},{},{}\n", at.willingness_to_pay, arms[arm], at.share_best[arm],
                         at.loss[arm], arm == at.best ? 1 : 0, at.evpi);
  return csv;
}

std::string evppi_csv(const EconomicAnswer& answer) {
  std::string csv = "grouped_by,group,parameters,evppi,low,high\n";
  const auto add = [&](std::string_view by, std::string ParameterDrawn::*group) {
    for (const EvppiOfGroup& one : evppi_by(answer, group))
      csv += fmt::format("{},{},{},{},{},{}\n", by, one.group, one.parameters, one.worth.value, one.worth.low,
                         one.worth.high);
  };
  add("evidence", &ParameterDrawn::evidence);
  add("submodel", &ParameterDrawn::submodel);
  return csv;
}

std::string tornado_csv(const EconomicAnswer& answer) {
  std::string csv = "input,value,low,high,net_benefit_at_low,net_benefit_at_high\n";
  for (const economics::TornadoBar& bar : answer.tornado)
    csv +=
        fmt::format("{},{},{},{},{},{}\n", bar.name, bar.value, bar.low, bar.high, bar.at_low, bar.at_high);
  return csv;
}

std::string thresholds_csv(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::string csv = "input,value,arm,other,even_at,best_below,below_is,best_above,above_is\n";
  const auto switching = [&](const std::optional<economics::SwitchingValue>& at) {
    return at ? fmt::format("{},{}", at->value, arms[at->arm]) : std::string(",");
  };
  for (const economics::Input& input : answer.inputs) {
    const auto even = economics::threshold(input, answer.mean_net_benefit, answer.best, answer.other);
    const economics::SwitchingValues next =
        economics::switching_values(input, answer.mean_net_benefit, answer.best);
    csv +=
        fmt::format("{},{},{},{},{},{},{}\n", input.name, input.value, arms[answer.best], arms[answer.other],
                    even ? fmt::format("{}", *even) : "", switching(next.below), switching(next.above));
  }
  return csv;
}

std::string budget_csv(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::string csv = "arm,year,people_reached,cost_of_reference,cost_with_uptake,impact\n";
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    const auto budget =
        economics::budget_impact(answer.worth, answer.valuation.population, arm, answer.result.reference);
    for (std::size_t year = 0; year < budget.size(); ++year)
      csv += fmt::format("{},{},{},{},{},{}\n", arms[arm], year + 1, budget[year].people_reached,
                         budget[year].reference_cost, budget[year].cost_with_uptake, budget[year].impact);
  }
  return csv;
}

std::string ledger_csv(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::string csv = "arm,item,unit,units,each,cost,cost_discounted\n";
  for (std::size_t arm = 0; arm < arms.size(); ++arm)
    for (const economics::LedgerLine& line :
         economics::ledger_of(answer.valuation, answer.result.counts, arm)) {
      const economics::PriceRow& row = economics::row_of(line.price);
      csv += fmt::format("{},{},{},{},{},{},{}\n", arms[arm], row.name, row.unit, line.units, line.each,
                         line.cost, line.discounted);
    }
  return csv;
}

std::string quoted_field(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// What it was valued by, each value with its grade and source.
std::string values_csv(const economics::Valuation& v) {
  std::string csv = "section,name,value,low,high,grade,source\n";
  const auto add = [&](std::string_view section, std::string_view name, const economics::Sourced& value) {
    csv += fmt::format("{},{},{},{},{},{},{}\n", section, name, value.value, value.low, value.high,
                       value.grade, quoted_field(value.source));
  };
  for (const economics::PriceRow& row : economics::kPriceTable) add("prices", row.name, v.of(row.price));
  for (std::size_t state = 0; state < economics::kStates; ++state)
    add("utilities", economics::kStateNames[state], v.utilities[state]);
  for (const economics::LossRow& row : economics::kLossTable)
    add("losses", row.name, v.losses[static_cast<std::size_t>(row.loss)]);
  return csv;
}

}  // namespace

std::vector<EconomicTable> economics_csv(const EconomicAnswer& answer) {
  const Outcome& outcome = answer.result.outcome;
  std::vector<EconomicTable> tables{
      {"costs.csv", by_draw_csv(outcome.arm_ids, answer.ce.cost)},
      {"effects.csv", by_draw_csv(outcome.arm_ids, answer.ce.effect)},
      {"draws_long.csv", long_csv(answer)},
      {"parameters.csv", parameters_csv(answer)},
      {"incremental.csv", incremental_csv(answer)},
      {"acceptability.csv", acceptability_csv(answer)},
      {"evppi.csv", evppi_csv(answer)},
      {"tornado.csv", tornado_csv(answer)},
      {"thresholds.csv", thresholds_csv(answer)},
      {"budget.csv", budget_csv(answer)},
      {"ledger.csv", ledger_csv(answer)},
      {"values.csv", values_csv(answer.valuation)},
  };
  if (is_beyond_range(outcome.beyond_range))
    for (EconomicTable& table : tables)
      table.csv = with_column(table.csv, "beyond_range", outcome.beyond_range);
  return tables;
}

}  // namespace tachy::output
