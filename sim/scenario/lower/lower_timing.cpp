// When the doses of a phase fall. Everything is a chain of gaps, so that a late visit can move what follows:
// a first gap (from the last planned day of the phase before), listed gaps, then `every_days` for ever.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

std::vector<std::uint32_t> whole_days(const Reader& phase, std::string_view key) {
  std::vector<std::uint32_t> result;
  for (const double value : phase.amounts(key)) {
    if (value != std::floor(value)) {
      phase.fault(key, fmt::format("{:g} is not a whole number of days", value),
                  "the model's step is one day");
      return {};
    }
    result.push_back(static_cast<std::uint32_t>(value));
  }
  return result;
}

void set_gaps(const Reader& phase, std::string_view key, const std::vector<std::uint32_t>& gaps,
              std::size_t from, regimen::Phase& out) {
  if (gaps.size() - from > regimen::kMaxPhaseDays) {
    phase.fault(key, fmt::format("more than {} entries", regimen::kMaxPhaseDays), "split the phase in two");
    return;
  }
  out.listed_gaps = 0;
  for (std::size_t i = from; i < gaps.size(); ++i) out.gap_days[out.listed_gaps++] = gaps[i];
}

void lower_listed_days(const Reader& phase, const PhaseStart& start, regimen::Phase& out) {
  const auto days = listed_days(phase);
  if (days.empty()) return;
  if (!start.first && days[0] != 0) {
    phase.fault("days", fmt::format("the first day of a later phase is {}, not 0", days[0]),
                "days count from the start of the phase; its distance is 'start_after'");
  }
  if (!start.first && start.follows && !phase.has("start_after")) {
    phase.fault("days", "it is not said how long after the phase before this one starts",
                "add e.g. start_after: 1 week");
  }
  if (start.first && phase.has("start_after") && days[0] != 0) {
    phase.contradiction("start_after", "days",
                        "both 'start_after' and the first of the 'days' delay the start",
                        "let the days begin with 0");
  }
  out.first_gap_days = start.first ? days[0] : 0;
  std::vector<std::uint32_t> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back(days[i] - days[i - 1]);
  set_gaps(phase, "days", gaps, 0, out);
  out.doses = static_cast<std::uint32_t>(days.size());
  if (const auto doses = phase.whole("doses"); doses && *doses != days.size()) {
    phase.contradiction("doses", "days", fmt::format("{} doses on {} days", *doses, days.size()),
                        "remove 'doses' or change the list");
  }
}

void lower_intervals(const Reader& phase, const PhaseStart& start, regimen::Phase& out) {
  const auto gaps = whole_days(phase, "every");
  if (gaps.empty()) return;
  const bool first_gap_is_an_interval = !start.first && start.follows && !phase.has("start_after");
  if (first_gap_is_an_interval) out.first_gap_days = gaps[0];
  const std::size_t from = first_gap_is_an_interval ? 1 : 0;
  if (gaps.size() > 1) set_gaps(phase, "every", gaps, from, out);
  out.every_days = gaps.back();
}

// Week after week, from the first of the weekdays that is `start_after` or more from the phase before.
void lower_weekdays(const Reader& phase, const PhaseStart& start, regimen::Phase& out) {
  const auto words = phase.words("weekdays");
  if (words.empty()) return;
  const auto is_listed = [&](std::uint32_t day) {
    const std::string_view weekday = kWeekdays[(start.first_weekday + day) % 7];
    return std::find(words.begin(), words.end(), weekday) != words.end();
  };
  out.on_weekdays = true;
  for (std::uint32_t day = 0; day < 7; ++day) {
    out.weekday_gap[day] = 1;
    while (!is_listed(day + out.weekday_gap[day])) ++out.weekday_gap[day];
  }
  out.first_gap_days = phase.days("start_after").value_or(start.first ? 0 : 1);
  while (start.first && !is_listed(out.first_gap_days)) ++out.first_gap_days;
}

// Exactly one key says when doses are given; none is needed for a single dose.
void check_one_pattern(const Reader& phase, const PhaseStart& start, const regimen::Phase& out) {
  const char* patterns[] = {"days", "every", "weekdays"};
  std::string_view first;
  for (const std::string_view key : patterns) {
    if (!phase.has(key)) continue;
    if (!first.empty()) {
      phase.contradiction(key, first, fmt::format("both '{}' and '{}' say when doses are given", first, key),
                          "keep one of the two");
    }
    first = key;
  }
  if (!first.empty()) return;
  if (!phase.has("doses") || out.doses != 1) {
    phase.fault("every", "it is not said when the doses are given",
                "add e.g. every: 2 weeks, or days: [0, 3, 7]");
  } else if (!start.first && start.follows && !phase.has("start_after")) {
    phase.fault("start_after", "it is not said how long after the phase before this one starts",
                "add e.g. start_after: 1 week");
  }
}

}  // namespace

std::vector<std::uint32_t> listed_days(const Reader& reader) {
  const auto days = whole_days(reader, "days");
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i] > days[i - 1]) continue;
    reader.fault("days", fmt::format("day {} comes after day {}", days[i], days[i - 1]),
                 "list the days in rising order, each once");
    return {};
  }
  return days;
}

void check_extension(const Reader& phase, const ArmPolicy& policy) {
  if (policy.attendance.catch_up != regimen::CatchUp::extend) return;
  if (phase.has("every") || phase.has("weekdays")) return;
  const std::string_view key = phase.has("days") ? "days" : "doses";
  if (!phase.has(key)) return;  // a fault of its own
  phase.faults().contradiction(
      phase.place_of(key), policy.catch_up, phase.path_of(key),
      "it is not said when a lost dose would be given that extends this phase",
      "use e.g. 'weekdays: [monday, wednesday, friday]' with 'doses: 6', or 'every'; or 'catch_up: skip'");
}

void lower_timing(const Reader& phase, const PhaseStart& start, regimen::Phase& out) {
  if (const auto doses = phase.whole("doses")) out.doses = static_cast<std::uint32_t>(*doses);
  if (const auto day = phase.days("until")) out.last_day = *day;
  const bool later = !start.first && phase.has("start_after");
  if (later && !start.follows) {
    phase.fault("start_after", "this phase is reached by 'go_to' alone, which says when it begins",
                "remove the line; the rule has e.g. {go_to: rescue, after: 2 days}");
    return;
  }
  check_one_pattern(phase, start, out);
  if (phase.has("days"))
    lower_listed_days(phase, start, out);
  else if (phase.has("every"))
    lower_intervals(phase, start, out);
  else if (phase.has("weekdays"))
    lower_weekdays(phase, start, out);
  const auto gap = phase.days("start_after");
  if (gap && !phase.has("weekdays")) out.first_gap_days = *gap;
  if (later && gap == 0u) {
    phase.fault("start_after", "two phases cannot meet on one day", "at least 1 day");
  }
}

}  // namespace tachy::scenario
