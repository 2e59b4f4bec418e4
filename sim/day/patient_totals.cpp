#include "day/patient_totals.hpp"

namespace tachy::day {

using model::Total;

std::array<std::int64_t, model::kTotalCount> totals_of(const model::Record<float>& r, float baseline_hamd17) {
  std::array<std::int64_t, model::kTotalCount> out{};
  const auto set = [&](Total total, std::uint32_t value) { out[static_cast<std::uint32_t>(total)] = value; };
  const std::uint32_t mean = r.weeks_lived > 0 ? (r.hamd17_sum + r.weeks_lived / 2) / r.weeks_lived
                                               : truncate(baseline_hamd17 * 64.0f + 0.5f);
  set(Total::remission_weeks, r.remission_weeks);
  set(Total::response_weeks, r.response_weeks);
  set(Total::treated_weeks, r.treated_weeks);
  set(Total::hamd17_mean, mean);
  set(Total::relapses, r.relapses);
  set(Total::sessions, r.sessions);
  set(Total::dissociation, r.dissociation);
  set(Total::sedation, r.sedation);
  set(Total::nausea, r.nausea);
  set(Total::dizziness, r.dizziness);
  set(Total::systolic_rise_40, r.systolic_rise_40);
  set(Total::systolic_180, r.systolic_180);
  set(Total::misuse_ever, (r.ever & model::kEverMisused) != 0);
  set(Total::use_disorder_ever, (r.ever & model::kEverDisorder) != 0);
  set(Total::urinary_ever, (r.ever & model::kEverUrinary) != 0);
  set(Total::suicide_attempts, r.suicide_attempts);
  set(Total::died, (r.ever & model::kDied) != 0);
  set(Total::cumulative_dose_mg, truncate(r.cumulative_mg + 0.5f));
  return out;
}

}  // namespace tachy::day
