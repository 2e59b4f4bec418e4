// The rows of what is counted each week.
#include <array>

#include "base/unrolled.hpp"
#include "model/measures.hpp"

namespace tachy::model {

namespace {

using enum Statistic;
using enum Direction;
using P = Parameters;

constexpr float kScore = 1.0f / 64;  // points of HAM-D17

constexpr Drivers kDisorderDrivers = {&P::use_disorder_per_year, &P::disorder_remission_per_year,
                                      &P::disorder_remission_treated_per_year, &P::disorder_relapse_per_year};

// Where a patient is this week: six states that exclude each other and add up to the living.
constexpr WeeklyRow state(Weekly weekly, std::string_view name, std::string_view label,
                          std::string_view definition) {
  return {.weekly = weekly,
          .name = name,
          .unit = "1",
          .statistic = hidden,
          .label = label,
          .definition = definition,
          .worth = Worth::utility,
          .drivers = kScoreDrivers};
}

// What was used up: not a result of its own, but what money is counted by.
constexpr WeeklyRow used(Weekly weekly, std::string_view name, std::string_view label,
                         std::string_view definition) {
  return {.weekly = weekly,
          .name = name,
          .unit = "1",
          .statistic = hidden,
          .label = label,
          .definition = definition,
          .worth = Worth::price,
          .drivers = kStayingDrivers};
}

constexpr WeeklyRow kWeeklyRows[] = {
    {.weekly = Weekly::alive,
     .name = "alive",
     .unit = "1",
     .statistic = hidden,
     .direction = more_is_better,
     .label = "Alive",
     .definition = "patients alive at their weekly review",
     .worth = Worth::utility,
     .drivers = {&P::suicides_per_year, &P::other_deaths_per_year, &P::disorder_death_ratio}},
    {.weekly = Weekly::hamd17_sum,
     .name = "hamd17_sum",
     .unit = "points",
     .scale = kScore,
     .statistic = mean,
     .direction = less_is_better,
     .label = "HAM-D17",
     .definition = "true HAM-D17 at the weekly review",
     .shown_as = "hamd17",
     .squares = Weekly::hamd17_sum_squares,
     .worth = Worth::utility,
     .drivers = kScoreDrivers},
    {.weekly = Weekly::hamd17_sum_squares,
     .name = "hamd17_sum_squares",
     .unit = "points^2",
     .scale = kScore * kScore,
     .statistic = hidden,
     .label = "Sum of squares of HAM-D17",
     .definition = "squared true HAM-D17 at the weekly review, summed over the living",
     .drivers = kScoreDrivers},
    state(Weekly::remission_treated, "remission_treated", "In remission, in treatment",
          "patients with HAM-D17 of 7 or less, still in treatment"),
    state(Weekly::remission_untreated, "remission_untreated", "In remission, out of treatment",
          "patients with HAM-D17 of 7 or less, no longer in treatment"),
    state(Weekly::response_treated, "response_treated", "Response without remission, in treatment",
          "patients at least 50 % below baseline but not in remission, still in treatment"),
    state(Weekly::response_untreated, "response_untreated", "Response without remission, out of treatment",
          "patients at least 50 % below baseline but not in remission, no longer in treatment"),
    state(Weekly::symptomatic_treated, "symptomatic_treated", "Symptomatic, in treatment",
          "patients alive and neither in response nor in remission, still in treatment"),
    state(Weekly::symptomatic_untreated, "symptomatic_untreated", "Symptomatic, out of treatment",
          "patients alive and neither in response nor in remission, no longer in treatment"),
    {.weekly = Weekly::relapsed_ever,
     .name = "relapsed_ever",
     .unit = "1",
     .statistic = share,
     .direction = less_is_better,
     .label = "Relapsed so far",
     .definition = "patients who have relapsed up to this week: after a response, at or above "
                   "relapse_hamd17 at two weekly reviews running",
     .shown_as = "relapsed",
     .drivers = kRelapseDrivers},
    {.weekly = Weekly::misuse,
     .name = "misuse",
     .unit = "1",
     .statistic = share,
     .direction = less_is_better,
     .label = "Misuse now",
     .definition = "patients who take ketamine outside the prescription, without use disorder, this week",
     .worth = Worth::price_and_utility,
     .drivers = row_of(SlowHarm::misuse).drivers},
    {.weekly = Weekly::use_disorder,
     .name = "use_disorder",
     .unit = "1",
     .statistic = share,
     .direction = less_is_better,
     .label = "Use disorder now",
     .definition = "patients with a ketamine use disorder this week",
     .worth = Worth::price_and_utility,
     .drivers = kDisorderDrivers},
    {.weekly = Weekly::use_disorder_remission,
     .name = "use_disorder_remission",
     .unit = "1",
     .statistic = share,
     .label = "Use disorder in remission now",
     .definition = "patients whose ketamine use disorder is in remission this week",
     .worth = Worth::price_and_utility,
     .drivers = kDisorderDrivers},
    {.weekly = Weekly::craving_sum,
     .name = "craving_sum",
     .unit = "1",
     .scale = 1.0f / 1024,
     .statistic = mean,
     .direction = less_is_better,
     .label = "Craving",
     .definition = "craving at the weekly review",
     .shown_as = "craving",
     .drivers = {&P::craving_gain, &P::craving_half_life_days}},
    {.weekly = Weekly::sessions,
     .name = "sessions",
     .unit = "1",
     .statistic = rate,
     .label = "Sessions given",
     .definition = "sessions given",
     .worth = Worth::price,
     .drivers = kStayingDrivers},
    {.weekly = Weekly::missed_visits,
     .name = "missed_visits",
     .unit = "1",
     .statistic = rate,
     .label = "Missed visits",
     .definition = "planned visits that were missed",
     .worth = Worth::price,
     .drivers = {&P::attendance_sd, &P::disorder_missed_ratio}},
    {.weekly = Weekly::drop_outs,
     .name = "drop_outs",
     .unit = "1",
     .statistic = rate,
     .label = "Drop-outs",
     .definition = "patients who left treatment of their own accord",
     .drivers = kStayingDrivers},
    {.weekly = Weekly::clinician_stops,
     .name = "clinician_stops",
     .unit = "1",
     .statistic = rate,
     .label = "Stopped by the clinic",
     .definition = "patients whose treatment a rule of the policy stopped",
     .drivers = kScoreDrivers},
    used(Weekly::visits, "visits", "Visits", "visits to the clinic, with a session or without"),
    used(Weekly::supervised_sessions, "supervised_sessions", "Supervised sessions",
         "sessions under the eyes of the clinic, not at home"),
    used(Weekly::infusions, "infusions", "Infusions", "sessions in which ketamine or esketamine was infused"),
    {.weekly = Weekly::infused_mg,
     .name = "infused_mg",
     .unit = "mg",
     .scale = 1.0f / 16,
     .statistic = hidden,
     .label = "Drug infused",
     .definition = "ketamine or esketamine infused, each dose to the nearest 1/16 mg",
     .worth = Worth::price,
     .drivers = kStayingDrivers},
    used(Weekly::spray_devices, "spray_devices", "Spray devices", "nasal devices of 28 mg used up"),
};

constexpr WeeklyRow weekly_row_of_event(const SessionEventRow& event) {
  return {.weekly = weekly_of(event.event),
          .name = event.name,
          .unit = "1",
          .statistic = rate,
          .direction = less_is_better,
          .label = event.label,
          .definition = event.definition,
          .worth = Worth::price_and_utility,
          .drivers = event.drivers()};
}

constexpr WeeklyRow weekly_row_of_harm(const SlowHarmRow& harm) {
  const bool lasts = harm.harm < SlowHarm::suicide_attempt;
  return {.weekly = weekly_of(harm.harm),
          .name = harm.weekly.name,
          .unit = "1",
          .statistic = lasts ? share : rate,
          .direction = less_is_better,
          .label = harm.weekly.label,
          .definition = harm.weekly.definition,
          .worth = Worth::price_and_utility,
          .drivers = harm.drivers,
          .only_with = harm.only_with};
}

constexpr std::string_view name_of_counter(std::uint32_t number) {
  return number == 0 ? "sessions" : number == 1 ? "missed_visits" : kSessionEventTable[number - 2].name;
}
template <std::size_t size>
constexpr std::array<char, size> joined(std::string_view name, std::string_view ending) {
  std::array<char, size> text{};
  std::size_t at = 0;
  for (const char letter : name) text[at++] = letter;
  for (const char letter : ending) text[at++] = letter;
  return text;
}
// "sessions_squares"
constexpr std::string_view kOfSquares = "_squares";
template <std::uint32_t number>
constexpr auto kSquaresText =
    joined<name_of_counter(number).size() + kOfSquares.size()>(name_of_counter(number), kOfSquares);
// "misuse_pairs"
constexpr std::string_view kOfPairs = "_pairs";
constexpr std::string_view kRareNames[] = {"misuse", "use_disorder", "use_disorder_remission",
                                           row_of(SlowHarm::misuse).weekly.name,
                                           row_of(SlowHarm::use_disorder).weekly.name};
template <std::uint32_t number>
constexpr auto kPairsText = joined<kRareNames[number].size() + kOfPairs.size()>(kRareNames[number], kOfPairs);

template <std::uint32_t number>
constexpr WeeklyRow weekly_row_of_squares(const WeeklyRow& counted) {
  return {.weekly = week_squares_of(number),
          .name = {kSquaresText<number>.data(), kSquaresText<number>.size()},
          .unit = "1",
          .statistic = hidden,
          .label = counted.label,
          .definition = "the same, squared for each patient and week, then summed",
          .drivers = counted.drivers};
}

template <std::uint32_t number>
constexpr WeeklyRow weekly_row_of_pairs(const WeeklyRow& counted) {
  return {.weekly = rare_pairs(number),
          .name = {kPairsText<number>.data(), kPairsText<number>.size()},
          .unit = "1",
          .statistic = hidden,
          .label = counted.label,
          .definition = "pairs of lives of one patient, in this order and that, both of which are counted",
          .drivers = counted.drivers};
}

using WeeklyTable = std::array<WeeklyRow, kWeeklyCount>;

constexpr WeeklyTable kWeeklyTable = [] {
  WeeklyTable table{};
  const auto place = [&](const WeeklyRow& row) { table[static_cast<std::uint32_t>(row.weekly)] = row; };
  for (const WeeklyRow& row : kWeeklyRows) place(row);
  for (const SessionEventRow& event : kSessionEventTable) place(weekly_row_of_event(event));
  for (const SlowHarmRow& harm : kSlowHarmTable) place(weekly_row_of_harm(harm));
  unrolled<kWeekCounters>([&]<std::uint32_t number>() {
    WeeklyRow& counted = table[static_cast<std::uint32_t>(week_counter(number))];
    counted.squares = week_squares_of(number);
    place(weekly_row_of_squares<number>(counted));
  });
  unrolled<kRareWeeklyCount>([&]<std::uint32_t number>() {
    place(weekly_row_of_pairs<number>(table[static_cast<std::uint32_t>(kRareWeekly[number])]));
  });
  return table;
}();
static_assert(
    [] {
      for (const WeeklyRow& row : kWeeklyTable)
        if (row.name.empty()) return false;
      for (std::uint32_t i = 0; i < kRareWeeklyCount; ++i)
        if (kWeeklyTable[static_cast<std::uint32_t>(kRareWeekly[i])].name != kRareNames[i]) return false;
      return true;
    }(),
    "every number has a row, and pairs are named after what is counted");

constexpr Weekly kInResponse[] = {Weekly::remission_treated, Weekly::remission_untreated,
                                  Weekly::response_treated, Weekly::response_untreated};
constexpr Weekly kInRemission[] = {Weekly::remission_treated, Weekly::remission_untreated};
constexpr Weekly kInTreatment[] = {Weekly::remission_treated, Weekly::response_treated,
                                   Weekly::symptomatic_treated};
constexpr CombinedShare kCombined[] = {
    {.name = "response",
     .label = "In response",
     .definition = "patients at least 50 % below baseline, or in remission",
     .direction = more_is_better,
     .parts = kInResponse},
    {.name = "remission",
     .label = "In remission",
     .definition = "patients with HAM-D17 of 7 or less",
     .direction = more_is_better,
     .parts = kInRemission},
    {.name = "treated",
     .label = "In treatment",
     .definition = "patients alive and still in treatment",
     .parts = kInTreatment},
};

}  // namespace

const std::array<WeeklyRow, kWeeklyCount>& weekly_table() { return kWeeklyTable; }
const WeeklyRow& row_of(Weekly weekly) { return kWeeklyTable[static_cast<std::uint32_t>(weekly)]; }
std::span<const CombinedShare> combined_shares() { return kCombined; }

}  // namespace tachy::model
