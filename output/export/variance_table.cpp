#include "output/export/variance_table.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "output/variance/variance_shares.hpp"

namespace tachy::output {

namespace {

struct Partition {
  std::string_view name;
  std::string ParameterDrawn::*group;
};
const std::array kPartitions{Partition{"evidence", &ParameterDrawn::evidence},
                             Partition{"submodel", &ParameterDrawn::submodel}};

std::string rows_of(const std::string& begin, const VarianceShares& shares) {
  std::string rows;
  for (const GroupShare& group : shares.groups)
    rows += fmt::format("{},{},{},{},{},{},{},{}\n", begin, group.group, group.parameters, group.alone,
                        group.share.estimate, group.share.low, group.share.high,
                        group.converged() ? "yes" : "no");
  return rows + fmt::format("{},untold,,,{},,,\n", begin, shares.untold);
}

}  // namespace

std::string variance_csv(const Outcome& outcome) {
  std::string csv = "measure,arm,by,group,parameters,alone,share,share_low,share_high,converged\n";
  for (const Partition& partition : kPartitions) {
    const DrawnValues drawn = grouped_by(outcome.unknown.parameters, partition.group);
    for (const Measure& measure : outcome.measures)
      for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
        if (const auto shares = variance_shares(drawn, measure.arms[arm].difference_by_draw))
          csv +=
              rows_of(fmt::format("{},{},{}", measure.name, outcome.arm_ids[arm], partition.name), *shares);
  }
  return csv;
}

}  // namespace tachy::output
