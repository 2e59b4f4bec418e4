// The rows of what is summed up for each patient.
//
// The smallest differences that count are judgement (grade: assumed), except where any difference is one
// whole event. Four weeks: a month of life. Three points of HAM-D17: the difference between groups that a
// British guideline of 2004 called clinically significant (recalled). 40 mg: one 0.5 mg/kg infusion at 80 kg.
#include "model/measures.hpp"
#include "model/patient.hpp"

namespace tachy::model {

namespace {

using enum Direction;
using P = Parameters;
using Lived = Record<float>;

constexpr double kWeeksPerDay = 1.0 / 7;

std::uint32_t mean_score(const Lived& r, float baseline_hamd17) {
  return r.days_lived > 0 ? (r.hamd17_sum + r.days_lived / 2) / r.days_lived
                          : truncate(baseline_hamd17 * 64.0f + 0.5f);
}

constexpr TotalRow kTotalRows[] = {
    {.total = Total::remission_weeks,
     .name = "remission_weeks",
     .unit = "wk",
     .scale = kWeeksPerDay,
     .direction = more_is_better,
     .smallest_difference = 4,
     .label = "Weeks in remission",
     .definition = "weeks alive with HAM-D17 of 7 or less at the review",
     .of = [](const Lived& r, float) { return r.remission_days; },
     .worth = Worth::utility,
     .drivers = kScoreDrivers},
    {.total = Total::response_weeks,
     .name = "response_weeks",
     .unit = "wk",
     .scale = kWeeksPerDay,
     .direction = more_is_better,
     .smallest_difference = 4,
     .label = "Weeks in response",
     .definition = "weeks alive with HAM-D17 in remission or at least 50 % below baseline at the review",
     .of = [](const Lived& r, float) { return r.response_days; },
     .worth = Worth::utility,
     .drivers = kScoreDrivers},
    {.total = Total::treated_weeks,
     .name = "treated_weeks",
     .unit = "wk",
     .scale = kWeeksPerDay,
     .direction = neither,
     .smallest_difference = 4,
     .label = "Weeks in treatment",
     .definition = "weeks alive and still in treatment at the review",
     .of = [](const Lived& r, float) { return r.treated_days; },
     .worth = Worth::price,
     .drivers = kStayingDrivers},
    {.total = Total::hamd17_mean,
     .name = "hamd17_mean",
     .unit = "points",
     .scale = 1.0 / 64,
     .direction = less_is_better,
     .smallest_difference = 3,
     .label = "Mean HAM-D17",
     .definition =
         "true HAM-D17, averaged over the weekly reviews the patient lived to see; baseline if none",
     .of = mean_score,
     .worth = Worth::utility,
     .drivers = kScoreDrivers},
    {.total = Total::relapses,
     .name = "relapses",
     .unit = "1",
     .direction = less_is_better,
     .label = "Relapses",
     .definition =
         "times the score, after a response, stood at or above relapse_hamd17 at two weekly reviews running",
     .of = [](const Lived& r, float) { return r.relapses; },
     .worth = Worth::price,
     .drivers = kRelapseDrivers},
    {.total = Total::sessions,
     .name = "sessions",
     .unit = "1",
     .direction = neither,
     .label = "Sessions given",
     .definition = "sessions given by the clinic, placebo sessions included; doses of misuse are none",
     .of = [](const Lived& r, float) { return r.sessions; },
     .worth = Worth::price,
     .drivers = kStayingDrivers},
    {.total = Total::suicide_attempts,
     .name = row_of(SlowHarm::suicide_attempt).total.name,
     .unit = "1",
     .direction = less_is_better,
     .label = row_of(SlowHarm::suicide_attempt).total.label,
     .definition = row_of(SlowHarm::suicide_attempt).total.definition,
     .of = [](const Lived& r, float) { return r.suicide_attempts; },
     .worth = Worth::price_and_utility,
     .drivers = row_of(SlowHarm::suicide_attempt).drivers,
     .only_with = row_of(SlowHarm::suicide_attempt).only_with},
    {.total = Total::died,
     .name = "died",
     .unit = "1",
     .direction = less_is_better,
     .label = "Died",
     .definition = "1 if the patient died of any cause, else 0",
     .of = [](const Lived& r, float) { return std::uint32_t{(r.ever & kDied) != 0}; },
     .leaves_out = "deaths from doses of the clinic",
     .worth = Worth::price_and_utility,
     .drivers = {&P::suicides_per_year, &P::other_deaths_per_year, &P::other_deaths_log_per_year_of_age,
                 &P::disorder_death_ratio}},
    {.total = Total::cumulative_dose_mg,
     .name = "cumulative_dose_mg",
     .unit = "mg",
     .direction = neither,
     .smallest_difference = 40,
     .label = "Cumulative dose",
     .definition = "ketamine or esketamine taken, doses of misuse included",
     .of = [](const Lived& r, float) { return truncate(r.cumulative_mg + 0.5f); },
     .worth = Worth::price,
     .drivers = {&P::drop_out_early_per_week, &P::drop_out_late_per_week, &P::misuse_dose_mg,
                 &P::disorder_dose_mg}},
    {.total = Total::misuse_dose_mg,
     .name = "misuse_dose_mg",
     .unit = "mg",
     .direction = less_is_better,
     .smallest_difference = 40,
     .label = "Doses of misuse",
     .definition = "ketamine taken outside the prescription; the clinic gave the rest of the cumulative dose",
     .of = [](const Lived& r, float) { return truncate(r.misuse_mg + 0.5f); },
     .worth = Worth::nothing,
     .drivers = {&P::misuse_per_year_supervised, &P::misuse_per_year_take_home, &P::misuse_dose_mg,
                 &P::disorder_dose_mg}},
};

template <std::uint32_t event>
constexpr TotalRow total_row_of_event() {
  constexpr SessionEventRow row = kSessionEventTable[event];
  return {.total = total_of(row.event),
          .name = row.name,
          .unit = "1",
          .direction = less_is_better,
          .label = row.label,
          .definition = row.definition,
          .of = [](const Lived& r, float) { return r.events[event]; },
          .worth = Worth::price_and_utility,
          .drivers = row.drivers()};
}

template <std::uint32_t harm>
constexpr TotalRow total_row_of_lasting() {
  constexpr SlowHarmRow row = kSlowHarmTable[harm];
  return {.total = total_of_lasting(row.harm),
          .name = row.total.name,
          .unit = "1",
          .direction = less_is_better,
          .label = row.total.label,
          .definition = row.total.definition,
          .of = [](const Lived& r, float) { return std::uint32_t{(r.ever & (1u << harm)) != 0}; },
          .worth = Worth::price_and_utility,
          .drivers = row.drivers,
          .only_with = row.only_with};
}

using TotalTable = std::array<TotalRow, kTotalCount>;

constexpr TotalTable kTotalTable = [] {
  TotalTable table{};
  const auto place = [&](const TotalRow& row) { table[static_cast<std::uint32_t>(row.total)] = row; };
  for (const TotalRow& row : kTotalRows) place(row);
  unrolled<kSessionEvents>([&]<std::uint32_t event>() { place(total_row_of_event<event>()); });
  unrolled<kLastingHarms>([&]<std::uint32_t harm>() { place(total_row_of_lasting<harm>()); });
  return table;
}();
static_assert(
    [] {
      for (const TotalRow& row : kTotalTable)
        if (row.of == nullptr) return false;
      return true;
    }(),
    "every number has a row");

}  // namespace

const std::array<TotalRow, kTotalCount>& total_table() { return kTotalTable; }
const TotalRow& row_of(Total total) { return kTotalTable[static_cast<std::uint32_t>(total)]; }

std::string_view words_for(Direction direction) {
  switch (direction) {
    case more_is_better:
      return "more is better";
    case less_is_better:
      return "less is better";
    case neither:
      break;
  }
  return "neither";
}

}  // namespace tachy::model
