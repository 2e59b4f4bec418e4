// When the doses of a phase fall. Everything is a chain of gaps, so that a late visit can move what follows:
// a first gap (from the last planned day of the phase before), listed gaps, then `every_days` for ever.
#include <cmath>

#include <fmt/format.h>

#include "scenario/lowering.hpp"

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

void lower_listed_days(const Reader& phase, bool first_phase, regimen::Phase& out) {
  const auto days = whole_days(phase, "days");
  if (days.empty()) return;
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i] > days[i - 1]) continue;
    phase.fault("days", fmt::format("day {} comes after day {}", days[i], days[i - 1]),
                "list the days in rising order, each once");
    return;
  }
  if (!first_phase && days[0] != 0) {
    phase.fault("days", fmt::format("the first day of a later phase is {}, not 0", days[0]),
                "days count from the start of the phase; its distance is 'start_after'");
  }
  if (!first_phase && !phase.has("start_after")) {
    phase.fault("days", "it is not said how long after the phase before this one starts",
                "add e.g. start_after: 1 week");
  }
  if (first_phase && phase.has("start_after") && days[0] != 0) {
    phase.contradiction("start_after", "days",
                        "both 'start_after' and the first of the 'days' delay the start",
                        "let the days begin with 0");
  }
  out.first_gap_days = first_phase ? days[0] : 0;
  std::vector<std::uint32_t> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back(days[i] - days[i - 1]);
  set_gaps(phase, "days", gaps, 0, out);
  out.doses = static_cast<std::uint32_t>(days.size());
  if (const auto doses = phase.whole("doses"); doses && *doses != days.size()) {
    phase.contradiction("doses", "days", fmt::format("{} doses on {} days", *doses, days.size()),
                        "remove 'doses' or change the list");
  }
}

void lower_intervals(const Reader& phase, bool first_phase, regimen::Phase& out) {
  const auto gaps = whole_days(phase, "every");
  if (gaps.empty()) return;
  const bool first_gap_is_an_interval = !first_phase && !phase.has("start_after");
  if (first_gap_is_an_interval) out.first_gap_days = gaps[0];
  const std::size_t from = first_gap_is_an_interval ? 1 : 0;
  if (gaps.size() > 1) set_gaps(phase, "every", gaps, from, out);
  out.every_days = gaps.back();
}

}  // namespace

void lower_timing(const Reader& phase, bool first_phase, regimen::Phase& out) {
  const bool single = phase.has("doses") && !phase.has("every") && !phase.has("days");
  if (const auto doses = phase.whole("doses")) out.doses = static_cast<std::uint32_t>(*doses);
  if (phase.has("days") && phase.has("every")) {
    phase.contradiction("every", "days", "both 'days' and 'every' say when doses are given",
                        "keep one of the two");
  } else if (phase.has("days")) {
    lower_listed_days(phase, first_phase, out);
  } else if (phase.has("every")) {
    lower_intervals(phase, first_phase, out);
  } else if (!single || out.doses != 1) {
    phase.fault("every", "it is not said when the doses are given",
                "add e.g. every: 2 weeks, or days: [0, 3, 7]");
  } else if (!first_phase && !phase.has("start_after")) {
    phase.fault("start_after", "it is not said how long after the phase before this one starts",
                "add e.g. start_after: 1 week");
  }
  if (const auto gap = phase.days("start_after")) out.first_gap_days = *gap;
  if (!first_phase && phase.has("start_after") && out.first_gap_days == 0) {
    phase.fault("start_after", "two phases cannot meet on one day", "at least 1 day");
  }
  if (const auto day = phase.days("until")) out.last_day = *day;
}

}  // namespace tachy::scenario
