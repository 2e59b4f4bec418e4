// The measures of the first table, for the tables that say more of them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "output/compare/text_table.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// Nothing where the file does not have it.
inline const Measure* measure_called(const Outcome& outcome, std::string_view name) {
  const auto found = std::find_if(outcome.measures.begin(), outcome.measures.end(),
                                  [&](const Measure& measure) { return measure.name == name; });
  return found == outcome.measures.end() ? nullptr : &*found;
}

// All events are per 1,000 patients, so that the columns can be set against each other.
inline double factor_of(const Measure& measure) { return measure.unit == "1" ? 1000.0 : 1.0; }

struct ShownMeasure {
  const Measure* measure;
  std::string heading;
};

// A line for each arm but the reference. cell(measure, arm): what stands in it.
template <class Cell>
std::string table_of_arms(const Outcome& outcome, const std::vector<ShownMeasure>& measures, Cell&& cell) {
  std::vector<TextRow> rows{{"arm"}};
  for (const ShownMeasure& shown : measures) rows[0].push_back(shown.heading);
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm) {
    if (outcome.arm_ids[arm] == outcome.reference_arm) continue;
    rows.push_back({outcome.arm_ids[arm]});
    for (const ShownMeasure& shown : measures) rows.back().push_back(cell(*shown.measure, arm));
  }
  return text_table(rows);
}

}  // namespace tachy::output
