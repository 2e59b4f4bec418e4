#include "day/patient_totals.hpp"

namespace tachy::day {

std::array<std::int64_t, model::kTotalCount> totals_of(const model::Record<float>& record,
                                                       float baseline_hamd17) {
  std::array<std::int64_t, model::kTotalCount> out;
  for (const model::TotalRow& row : model::total_table())
    out[static_cast<std::uint32_t>(row.total)] = row.of(record, baseline_hamd17);
  return out;
}

}  // namespace tachy::day
