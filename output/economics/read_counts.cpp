#include "output/economics/read_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "economics/valuation.hpp"
#include "base/error.hpp"
#include "economics/worth.hpp"
#include "model/course.hpp"

namespace tachy::output {

namespace {

using economics::Counts;
using model::Weekly;

// Where each measure that money looks at stands in the file.
struct MeasurePlace {
  const model::WeeklyRow* row;
  std::size_t place;
};
std::vector<MeasurePlace> places_of(const hdf5::Reader& file, const std::vector<std::string>& names) {
  std::vector<MeasurePlace> places;
  for (const model::WeeklyRow& row : model::weekly_table()) {
    if (!economics::is_looked_at(row.weekly)) continue;
    const auto found = std::find(names.begin(), names.end(), row.name);
    if (found == names.end())
      file.fail(fmt::format(
          "it does not count '{}', which has a price: it is of an earlier tachy; run its scenario again",
          row.name));
    places.push_back({&row, static_cast<std::size_t>(found - names.begin())});
  }
  return places;
}

// Of the reviews in the last year, the share that fell into the last week, of which only some days are lived.
class LastWeek {
 public:
  explicit LastWeek(const hdf5::Reader& file)
      : measures_(file.strings("/tallies/measure").size()), weeks_(file.numbers("/tallies/week").size()) {
    const auto horizon = static_cast<std::size_t>(file.whole_number("/", "horizon_days"));
    days_ = horizon % model::kDaysPerWeek;
    if (days_ > 0) counts_ = file.numbers("/tallies/weekly");
  }
  // Days for each review in the year of the last week.
  double days_per_review(std::size_t arm, std::size_t measure) const {
    constexpr double kWeek = model::kDaysPerWeek;
    if (days_ == 0) return kWeek;
    const std::size_t last = weeks_ - 1, year = year_of(last);
    double in_year = 0.0;
    for (std::size_t week = 0; week < weeks_; ++week)
      if (year_of(week) == year) in_year += at(arm, week, measure);
    if (in_year == 0.0) return kWeek;
    return kWeek - (kWeek - static_cast<double>(days_)) * at(arm, last, measure) / in_year;
  }
  std::size_t year() const { return year_of(weeks_ - 1); }

 private:
  static std::size_t year_of(std::size_t week) {
    return week * model::kDaysPerWeek / static_cast<std::size_t>(economics::kDaysPerYear);
  }
  double at(std::size_t arm, std::size_t week, std::size_t measure) const {
    return counts_[(arm * weeks_ + week) * measures_ + measure];
  }
  std::size_t measures_, weeks_, days_ = 0;
  std::vector<double> counts_;
};

}  // namespace

economics::Counts read_counts(const hdf5::Reader& file, const std::string& group) {
  if (!file.has_group(group))
    throw OutputError(
        fmt::format("{} was run without draws, so nothing says how sure its costs and effects are; run its "
                    "scenario under "
                    "draws: tachy run SCENARIO --draws 100",
                    file.path()));
  const std::vector<std::string> names = file.strings("/draws/measure");
  const std::vector<std::size_t> shape = file.shape(group + "/exact_yearly");
  if (shape.size() != 4 || shape[3] != names.size())
    file.fail(fmt::format("'{}/exact_yearly' is of another shape", group));
  Counts counts(shape[0], shape[1], shape[2]);
  const std::vector<double> people = file.numbers(group + "/enrolled", counts.draws());
  const std::vector<double> yearly =
      file.numbers(group + "/exact_yearly", shape[0] * shape[1] * shape[2] * shape[3]);
  const auto clocks = static_cast<std::uint32_t>(file.whole_number("/tallies", "misuse_clocks"));
  const LastWeek last_week(file);
  for (std::size_t draw = 0; draw < counts.draws(); ++draw) counts.people(draw) = people[draw];
  for (const MeasurePlace& measure : places_of(file, names)) {
    const double scale = model::scale_of(*measure.row, clocks);
    const bool in_state = economics::is_time_in_state(measure.row->weekly);
    for (std::size_t arm = 0; arm < counts.arms(); ++arm)
      for (std::size_t year = 0; year < counts.years(); ++year) {
        double each = scale;
        if (in_state)
          each *=
              year == last_week.year() ? last_week.days_per_review(arm, measure.place) : model::kDaysPerWeek;
        for (std::size_t draw = 0; draw < counts.draws(); ++draw)
          counts.at(draw, arm, year, measure.row->weekly) =
              each * yearly[((draw * shape[1] + arm) * shape[2] + year) * shape[3] + measure.place];
      }
  }
  return counts;
}

economics::Counts some_draws(const economics::Counts& counts, const std::vector<std::size_t>& draws) {
  Counts some(draws.size(), counts.arms(), counts.years());
  for (std::size_t i = 0; i < draws.size(); ++i) {
    some.people(i) = counts.people(draws[i]);
    for (std::size_t arm = 0; arm < counts.arms(); ++arm)
      for (std::size_t year = 0; year < counts.years(); ++year)
        for (const model::WeeklyRow& row : model::weekly_table())
          some.at(i, arm, year, row.weekly) = counts.at(draws[i], arm, year, row.weekly);
  }
  return some;
}

}  // namespace tachy::output
