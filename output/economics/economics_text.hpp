// `tachy economics` in words, CSV tables and JSON.
#pragma once

#include <string>
#include <vector>

#include "output/economics/answer.hpp"

namespace tachy::output {

// The first screen: harm, costs and effects, what to choose. `full`: and everything else.
std::string economics_text(const EconomicAnswer& answer, bool full);
std::string economics_json(const EconomicAnswer& answer);

struct EconomicTable {
  std::string name, csv;  // "costs.csv"
};
// costs and effects by draw, in the forms that BCEA, dampack, hesim and voi read, and the tables of the text.
std::vector<EconomicTable> economics_csv(const EconomicAnswer& answer);

// economics_money.cpp: the tables of the full text beyond the first screen
std::string decision_tables(const EconomicAnswer& answer);
std::string value_of_information(const EconomicAnswer& answer);
std::string sensitivity_tables(const EconomicAnswer& answer);
std::string budget_table(const EconomicAnswer& answer);
std::string ledger_tables(const EconomicAnswer& answer);

// economics_words.cpp
std::string standing_in_words(const economics::Option& option, const std::vector<std::string>& arms);
// "24,512" with so many digits as a sum of this size needs: whole from 100 on.
std::string money_text(double value);
std::string signed_money_text(double value);
Interval over_all_draws(const ByDraw& numbers);
std::string interval_of_money(const Interval& interval);

}  // namespace tachy::output
