// The series of /outcomes: one list, for the file, for what draws leave behind, and for readers of a file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tallies.hpp"
#include "output/outcome/statistics.hpp"
#include "regimen/experiment.hpp"

namespace tachy::output {

struct Series {
  std::string name, unit, label, definition, statistic;
  std::string_view interval;  // the method of its Monte Carlo interval
  std::function<Interval(const engine::Tallies&, std::uint32_t arm, std::uint32_t week)> of;
  const model::WeeklyRow* spread = nullptr;  // of which the SD between patients follows
};

std::vector<Series> weekly_series(const regimen::Experiment& experiment);

// Those that belong to these weekly counts, as far as this version knows them.
std::vector<std::string> series_of(const std::vector<std::string>& counted);

}  // namespace tachy::output
