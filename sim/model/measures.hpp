// The one table of measures: what is counted each week, and what is summed up for each patient.
//
// The tallies, the outcome file, `compare`, figures and documentation read it; output/README.md lists it
// (tested). A row stands at the place of its number. Files and readers go by name, so rows may be inserted.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

#include "model/session_events.hpp"
#include "model/slow_harms.hpp"

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
  lasting_harms,                                // who ever had each, in the order of kSlowHarmTable
  craving_sum = lasting_harms + kLastingHarms,  // 1/1024 of the scale's unit
  // events since the week before
  sessions,
  missed_visits,
  session_events,                                 // with each event, in the order of kSessionEventTable
  slow_events = session_events + kSessionEvents,  // the slow harms that happen, in that order
  drop_outs = slow_events + kSlowHarms - kLastingHarms,
  clinician_stops,
  // what was used, for prices
  visits,
  supervised_sessions,
  infusions,
  infused_mg,
  spray_devices,
  // sums over patients and weeks of the square of a count, in the order of kWeekCounters
  week_squares,
  // sums over patients of n (n - 1), n lives of whom are counted, in the order of kRareWeekly
  rare_pairs = week_squares + 2 + kSessionEvents,
  kCount = rare_pairs + 5
};
inline constexpr std::uint32_t kWeeklyCount = static_cast<std::uint32_t>(Weekly::kCount);
TACHY_INLINE constexpr Weekly weekly_of(SessionEvent event) {
  return static_cast<Weekly>(static_cast<std::uint32_t>(Weekly::session_events) +
                             static_cast<std::uint32_t>(event));
}
TACHY_INLINE constexpr Weekly weekly_of(SlowHarm harm) {
  const auto place = static_cast<std::uint32_t>(harm);
  return static_cast<Weekly>(place < kLastingHarms
                                 ? static_cast<std::uint32_t>(Weekly::lasting_harms) + place
                                 : static_cast<std::uint32_t>(Weekly::slow_events) + place - kLastingHarms);
}

// What may happen to one patient several times a week, so that its spread must be counted too: sessions,
// missed visits and session events, in this order.
inline constexpr std::uint32_t kWeekCounters = 2 + kSessionEvents;
TACHY_INLINE constexpr Weekly week_counter(std::uint32_t number) {
  return number == 0   ? Weekly::sessions
         : number == 1 ? Weekly::missed_visits
                       : weekly_of(static_cast<SessionEvent>(number - 2));
}
TACHY_INLINE constexpr Weekly week_squares_of(std::uint32_t number) {
  return static_cast<Weekly>(static_cast<std::uint32_t>(Weekly::week_squares) + number);
}

// Rare measures: counted over all lives of a patient (day/copies.hpp), of which there are as many as misuse
// clocks. A patient is worth that many in them.
inline constexpr Weekly kRareWeekly[] = {Weekly::misuse, Weekly::use_disorder, Weekly::use_disorder_remission,
                                         weekly_of(SlowHarm::misuse), weekly_of(SlowHarm::use_disorder)};
inline constexpr auto kRareWeeklyCount = static_cast<std::uint32_t>(std::size(kRareWeekly));
static_assert(static_cast<std::uint32_t>(Weekly::rare_pairs) + kRareWeeklyCount == kWeeklyCount);
constexpr bool is_rare(Weekly weekly) {
  for (const Weekly rare : kRareWeekly)
    if (rare == weekly) return true;
  return false;
}
TACHY_INLINE constexpr Weekly rare_pairs(std::uint32_t number) {
  return static_cast<Weekly>(static_cast<std::uint32_t>(Weekly::rare_pairs) + number);
}

// One whole number for each patient at the end of the horizon; arms are compared on these, paired.
enum class Total : std::uint32_t {
  remission_weeks,
  response_weeks,  // remission included
  treated_weeks,
  hamd17_mean,  // mean over the weeks lived, 1/64 point
  relapses,
  sessions,
  session_events,                                   // with each event, in the order of kSessionEventTable
  lasting_harms = session_events + kSessionEvents,  // ever had, in the order of kSlowHarmTable
  suicide_attempts = lasting_harms + kLastingHarms,
  died,
  cumulative_dose_mg,
  misuse_dose_mg,
  kCount
};
inline constexpr std::uint32_t kTotalCount = static_cast<std::uint32_t>(Total::kCount);
TACHY_INLINE constexpr Total total_of(SessionEvent event) {
  return static_cast<Total>(static_cast<std::uint32_t>(Total::session_events) +
                            static_cast<std::uint32_t>(event));
}
TACHY_INLINE constexpr Total total_of_lasting(SlowHarm harm) {
  return static_cast<Total>(static_cast<std::uint32_t>(Total::lasting_harms) +
                            static_cast<std::uint32_t>(harm));
}

enum class Direction : std::uint32_t { more_is_better, less_is_better, neither };
std::string_view words_for(Direction direction);

// How the outcome file shows a weekly count.
enum class Statistic : std::uint32_t {
  share,   // of the enrolled
  rate,    // events since the week before, per enrolled patient
  mean,    // of the living
  hidden,  // only as a part of others
};

// What economics may attach to a measure: a price to what is used or happens, a utility to how patients are.
enum class Worth : std::uint32_t { nothing, price, utility, price_and_utility };

// Of several measures: the score, relapse, and who stays in treatment.
inline constexpr Drivers kScoreDrivers = {&Parameters::effect_ceiling,      &Parameters::half_effect_exposure,
                                          &Parameters::fast_half_life_days, &Parameters::slow_half_life_days,
                                          &Parameters::expectancy_drug,     &Parameters::slow_course_sd};
inline constexpr Drivers kRelapseDrivers = {&Parameters::relapse_hamd17, &Parameters::slow_half_life_days,
                                            &Parameters::slow_course_sd};
inline constexpr Drivers kStayingDrivers = {&Parameters::drop_out_early_per_week,
                                            &Parameters::drop_out_late_per_week,
                                            &Parameters::drop_out_no_response_ratio,
                                            &Parameters::attendance_sd, &Parameters::disorder_drop_out_ratio};

struct WeeklyRow {
  Weekly weekly;
  std::string_view name, unit;
  float scale = 1.0f;  // stored whole number times scale = value in unit
  Statistic statistic;
  Direction direction = Direction::neither;
  std::string_view label, definition;  // of a rate: what is counted, without "since the week before"
  std::string_view shown_as = "";      // in the outcome file, if not by its name
  Weekly squares = Weekly::kCount;     // where the sum of squares over patients is kept; kCount = nowhere
  Worth worth = Worth::nothing;
  Drivers drivers = {};
  float Parameters::*only_with = nullptr;  // the switch without which no treatment moves it
  constexpr std::string_view series() const { return shown_as.empty() ? name : shown_as; }
};
const std::array<WeeklyRow, kWeeklyCount>& weekly_table();
const WeeklyRow& row_of(Weekly weekly);

// Shares that are sums of others.
struct CombinedShare {
  std::string_view name, label, definition;
  Direction direction = Direction::neither;
  std::span<const Weekly> parts;
};
std::span<const CombinedShare> combined_shares();

template <class F>
struct Record;

struct TotalRow {
  Total total;
  std::string_view name, unit;
  double scale = 1.0;  // stored whole number times scale = value in unit
  Direction direction;
  float smallest_difference = 1.0f;  // in unit: smaller ones are "unchanged"; of weeks at most
  std::string_view label, definition;
  // The stored whole number of a patient with this baseline.
  std::uint32_t (*of)(const Record<float>& record, float baseline_hamd17) = nullptr;
  std::string_view leaves_out = "";  // what a reader might look for in it and the model does not have
  Worth worth = Worth::nothing;
  Drivers drivers = {};
  float Parameters::*only_with = nullptr;  // the switch without which no treatment moves it
};
inline constexpr Total kRareTotals[] = {total_of_lasting(SlowHarm::misuse),
                                        total_of_lasting(SlowHarm::use_disorder), Total::misuse_dose_mg};
inline constexpr auto kRareTotalCount = static_cast<std::uint32_t>(std::size(kRareTotals));
constexpr bool is_rare(Total total) {
  for (const Total rare : kRareTotals)
    if (rare == total) return true;
  return false;
}
// The switch without which no treatment moves the total is off.
inline bool is_off(const TotalRow& row, const Parameters& parameters) {
  return row.only_with != nullptr && parameters.*row.only_with == 0.0f;
}
// The smallest difference that counts, in the row's unit; of weeks the one given.
inline float smallest_difference(const TotalRow& row, std::uint32_t weeks) {
  return row.unit == "wk" ? static_cast<float>(weeks) : row.smallest_difference;
}
const std::array<TotalRow, kTotalCount>& total_table();
const TotalRow& row_of(Total total);

// What a stored whole number is worth in the row's unit, with so many misuse clocks.
inline double scale_of(const WeeklyRow& row, std::uint32_t misuse_clocks) {
  return static_cast<double>(row.scale) / (is_rare(row.weekly) ? misuse_clocks : 1);
}
inline double scale_of(const TotalRow& row, std::uint32_t misuse_clocks) {
  return row.scale / (is_rare(row.total) ? misuse_clocks : 1);
}

}  // namespace tachy::model
