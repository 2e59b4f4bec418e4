#include "tests/coverage/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/run.hpp"
#include "output/outcome/intervals.hpp"

namespace tachy::tests {

namespace {

using engine::Tallies;
using output::Interval;

// One number of the outcome file: a measure in an arm, and of weekly ones in a week.
struct Cell {
  std::string measure;
  std::function<Interval(const Tallies&)> interval;
  std::function<double(const Tallies&)> events;  // how many there were that make up the number
};

constexpr double kMany = 1e9;

double total_events(const model::TotalRow& row, const engine::TotalTally& t) {
  return row.unit == "1" ? static_cast<double>(t.sum) : static_cast<double>(t.sum > 0) * kMany;
}
double differing(const engine::TotalTally& t) { return static_cast<double>(t.up + t.down); }

void add_totals(std::vector<Cell>& cells, const regimen::Experiment& e, std::uint32_t arm) {
  for (const model::TotalRow& row : model::total_table()) {
    cells.push_back({"totals/" + std::string(row.name),
                     [=, &row](const Tallies& t) { return output::total_interval(t, arm, row).interval; },
                     [=, &row](const Tallies& t) { return total_events(row, t.at(arm, row.total)); }});
    if (arm == e.reference_arm) continue;
    cells.push_back(
        {"paired/" + std::string(row.name),
         [=, &e, &row](const Tallies& t) { return output::paired_interval(e, t, arm, row).interval; },
         [=, &row](const Tallies& t) { return differing(t.at(arm, row.total)); }});
  }
}

double always_common(const Tallies&) { return kMany; }

void add_week(std::vector<Cell>& cells, std::uint32_t arm, std::uint32_t week) {
  for (const model::WeeklyRow& row : model::weekly_table()) {
    const auto events = [=, &row](const Tallies& t) {
      return static_cast<double>(t.at(arm, week, row.weekly));
    };
    if (row.statistic == model::Statistic::rate)
      cells.push_back(
          {"weekly/" + std::string(row.name),
           [=, &row](const Tallies& t) { return output::rate_interval(t, arm, week, row.weekly); }, events});
    if (row.statistic == model::Statistic::share && !model::is_rare(row.weekly))
      cells.push_back({"weekly/" + std::string(row.name),
                       [=, &row](const Tallies& t) {
                         return output::share_interval(t.at(arm, week, row.weekly), t.enrolled);
                       },
                       events});
    if (row.statistic == model::Statistic::mean && row.squares != model::Weekly::kCount)
      cells.push_back({"weekly/" + std::string(row.series()),
                       [=, &row](const Tallies& t) {
                         return output::mean_interval({t.at(arm, week, model::Weekly::alive),
                                                       t.at(arm, week, row.weekly),
                                                       t.at(arm, week, row.squares)});
                       },
                       always_common});
  }
  for (std::uint32_t number = 0; number < model::kRareWeeklyCount; ++number) {
    const model::WeeklyRow& row = model::row_of(model::kRareWeekly[number]);
    cells.push_back(
        {"weekly/" + std::string(row.name),
         [=](const Tallies& t) { return output::rare_share_interval(t, arm, week, number); },
         [=, &row](const Tallies& t) { return static_cast<double>(t.at(arm, week, row.weekly)); }});
  }
  for (const model::CombinedShare& share : model::combined_shares()) {
    const auto patients = [=, &share](const Tallies& t) {
      std::int64_t sum = 0;
      for (const model::Weekly part : share.parts) sum += t.at(arm, week, part);
      return sum;
    };
    cells.push_back({"weekly/" + std::string(share.name),
                     [=](const Tallies& t) { return output::share_interval(patients(t), t.enrolled); },
                     [=](const Tallies& t) { return static_cast<double>(patients(t)); }});
  }
}

std::vector<Cell> cells_of(const regimen::Experiment& e, std::uint32_t weeks) {
  std::vector<Cell> cells;
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
    add_totals(cells, e, arm);
    for (std::uint32_t week = 0; week < weeks; ++week) add_week(cells, arm, week);
  }
  return cells;
}

struct Spread {  // of the seeds' shares
  double n = 0, sum = 0, squares = 0;
  void add(double share) { n += 1, sum += share, squares += share * share; }
  double standard_error() const {
    return n < 2 ? 0.0 : std::sqrt(std::max(squares - sum * sum / n, 0.0) / (n * (n - 1)));
  }
};
// Of so many independent intervals, each of which holds with 95 %.
double least_error(std::int64_t intervals) {
  return intervals == 0 ? 0.0 : std::sqrt(0.95 * 0.05 / static_cast<double>(intervals));
}
struct OfSeed {
  std::int64_t shown = 0, hold = 0, common = 0, common_hold = 0;
};

}  // namespace

CoverageByMeasure coverage_of(regimen::Experiment experiment, std::uint32_t patients, std::uint32_t seeds,
                              int threads) {
  experiment.patients = patients;
  std::vector<Cell> cells;
  std::vector<std::vector<Interval>> found(seeds);
  std::vector<double> truth, expected;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    experiment.seed = 1000 + seed;
    const Tallies t = engine::run(experiment, {.threads = threads});
    if (seed == 0) {
      cells = cells_of(experiment, t.periods);
      truth.assign(cells.size(), 0.0);
      expected.assign(cells.size(), 0.0);
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
      found[seed].push_back(cells[c].interval(t));
      truth[c] += found[seed][c].estimate / seeds;
      expected[c] += cells[c].events(t) / seeds;
    }
  }
  CoverageByMeasure coverage;
  std::map<std::string, Spread> shares, common_shares;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    std::map<std::string, OfSeed> here;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const Interval& i = found[seed][c];
      Coverage& all = coverage[cells[c].measure];
      OfSeed& ours = here[cells[c].measure];
      const bool above = !(i.low > truth[c]),
                 below = !(i.high < truth[c]);  // what is missing excludes nothing
      const int ends = !std::isnan(i.low) + !std::isnan(i.high);
      if (ends == 0) {
        ++all.none;
        continue;
      }
      all.one_sided += ends == 1;
      ++ours.shown;
      ours.hold += above && below;
      if (expected[c] < 20 || ends == 1) continue;
      ++ours.common;
      ours.common_hold += above && below;
    }
    for (const auto& [measure, ours] : here) {
      Coverage& all = coverage[measure];
      all.shown += ours.shown;
      all.hold += ours.hold;
      all.common += ours.common;
      all.common_hold += ours.common_hold;
      if (ours.shown > 0)
        shares[measure].add(static_cast<double>(ours.hold) / static_cast<double>(ours.shown));
      if (ours.common > 0)
        common_shares[measure].add(static_cast<double>(ours.common_hold) / static_cast<double>(ours.common));
    }
  }
  for (auto& [measure, all] : coverage) {
    all.standard_error = std::max(shares[measure].standard_error(), least_error(all.shown));
    all.common_standard_error = std::max(common_shares[measure].standard_error(), least_error(all.common));
  }
  return coverage;
}

bool covers(const Coverage& c) { return c.shown == 0 || c.share() >= 0.93 - 3 * c.standard_error; }
bool not_too_wide(const Coverage& c) {
  return c.common == 0 || c.common_share() <= 0.97 + 3 * c.common_standard_error;
}

}  // namespace tachy::tests
