// The one table of measures: what is counted each week, and what is summed up for each patient.
//
// The tallies, the outcome file, `compare`, figures and documentation read it. Append only.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tachy::model {

// Counted or summed over patients once a week, on the review day of each patient (ODD 3).
enum class Weekly : std::uint32_t {
  alive,
  hamd17_sum,           // sum over the living, 1/64 point
  hamd17_sum_squares,   // (1/64 point)^2
  remission_treated,    // score <= 7, still in treatment
  remission_untreated,  // ... no longer in treatment
  response_treated,     // at least 50 % better than baseline but not in remission
  response_untreated,
  symptomatic_treated,  // less than 50 % better
  symptomatic_untreated,
  relapsed_ever,
  misuse,
  use_disorder,
  use_disorder_remission,
  misuse_ever,
  use_disorder_ever,
  urinary_ever,
  craving_sum,  // 1/1024 of the scale's unit
  // events since the week before
  sessions,
  missed_visits,
  dissociation,
  sedation,
  nausea,
  dizziness,
  systolic_rise_40,
  systolic_180,
  suicide_attempts,
  suicides,
  other_deaths,
  drop_outs,
  clinician_stops,
  kCount
};
inline constexpr std::uint32_t kWeeklyCount = static_cast<std::uint32_t>(Weekly::kCount);

// One whole number for each patient at the end of the horizon; arms are compared on these, paired.
enum class Total : std::uint32_t {
  remission_weeks,
  response_weeks,  // remission included
  treated_weeks,
  hamd17_mean,  // mean over the weeks lived, 1/64 point
  relapses,
  sessions,
  dissociation,
  sedation,
  nausea,
  dizziness,
  systolic_rise_40,
  systolic_180,
  misuse_ever,
  use_disorder_ever,
  urinary_ever,
  suicide_attempts,
  died,
  cumulative_dose_mg,
  kCount
};
inline constexpr std::uint32_t kTotalCount = static_cast<std::uint32_t>(Total::kCount);

enum class Direction { more_is_better, less_is_better, neither };
struct TotalRow {
  Total total;
  std::string_view name, unit;
  float scale;  // stored whole number times scale = value in unit
  Direction direction;
  float smallest_difference;  // in unit: smaller differences count as "unchanged"
  std::string_view label, definition;
};
const std::array<TotalRow, kTotalCount>& total_table();

struct WeeklyRow {
  Weekly weekly;
  std::string_view name, unit;
  float scale;
  std::string_view label, definition;
};
const std::array<WeeklyRow, kWeeklyCount>& weekly_table();

}  // namespace tachy::model
