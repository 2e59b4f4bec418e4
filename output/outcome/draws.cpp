#include "output/outcome/draws.hpp"

#include <algorithm>

#include "model/course.hpp"

namespace tachy::output {

namespace {

std::uint32_t years_in(std::uint32_t horizon_days) {
  return std::max((horizon_days + kDaysPerYear - 1) / kDaysPerYear, 1u);
}

std::uint32_t weeks_in(std::uint32_t horizon_days) {
  return (horizon_days + model::kDaysPerWeek - 1) / model::kDaysPerWeek;
}

}  // namespace

engine::Tallies in_years(const engine::Tallies& by_week, std::uint32_t horizon_days) {
  engine::Tallies years(by_week.arms, years_in(horizon_days), by_week.strata, by_week.misuse_clocks);
  years.enrolled = by_week.enrolled;
  years.not_enrolled = by_week.not_enrolled;
  years.candidates_screened = by_week.candidates_screened;
  years.age_sum = by_week.age_sum;
  years.women = by_week.women;
  years.weight_sum = by_week.weight_sum;
  years.baseline_hamd17_sum = by_week.baseline_hamd17_sum;
  years.enrolled_in = by_week.enrolled_in;
  years.totals = by_week.totals;
  years.products = by_week.products;
  years.flow = by_week.flow;
  for (std::uint32_t stratum = 0; stratum < by_week.strata; ++stratum)
    for (std::uint32_t arm = 0; arm < by_week.arms; ++arm)
      for (std::uint32_t week = 0; week < by_week.periods; ++week)
        for (const model::WeeklyRow& row : model::weekly_table())
          years.at(arm, week * model::kDaysPerWeek / kDaysPerYear, row.weekly, stratum) +=
              by_week.at(arm, week, row.weekly, stratum);
  return years;
}

CollectedDraws::CollectedDraws(const regimen::Experiment& experiment, std::uint32_t draws,
                               std::uint32_t of_variants)
    : horizon_days_(experiment.horizon_days),
      draws_(draws),
      of_variants_(of_variants),
      series_(weekly_series(experiment)),
      together_(experiment.plan.arms, weeks_in(horizon_days_), experiment.strata.count(),
                experiment.misuse_clocks),
      of_one_(in_years(together_, horizon_days_)),
      by_year_(std::size_t{draws} + of_variants, of_one_),
      weekly_(series_.size() * together_.arms * together_.periods, draws) {}

void CollectedDraws::add(const engine::Tallies& draw) {
  const engine::Tallies years = in_years(draw, horizon_days_);
  by_year_[count_++] = years;  // a copy, into the room that is there
  if (count() > draws_) return;
  together_.add(draw);
  std::size_t cell = 0;
  for (const Series& series : series_)
    for (std::uint32_t arm = 0; arm < draw.arms; ++arm)
      for (std::uint32_t week = 0; week < draw.periods; ++week)
        weekly_.add(cell++, series.of(draw, arm, week).estimate);
}

std::int64_t CollectedDraws::lives() const {
  std::int64_t lives = 0;
  for (const engine::Tallies& draw : by_year(0, count_)) lives += draw.enrolled;
  return lives;
}

std::span<const engine::Tallies> CollectedDraws::by_year(std::uint32_t first, std::uint32_t draws) const {
  const std::uint32_t begin = std::min(first, count_), end = std::min(first + draws, count_);
  return {by_year_.data() + begin, by_year_.data() + end};
}

std::vector<std::int64_t> CollectedDraws::numbers() const {
  std::vector<std::int64_t> all{count()};
  const auto append = [&](const std::vector<std::int64_t>& more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  append(together_.numbers());
  append(weekly_.numbers());
  for (const engine::Tallies& draw : by_year(0, count_)) append(draw.numbers());
  return all;
}

bool CollectedDraws::set_numbers(std::span<const std::int64_t> all) {
  const std::size_t of_all = together_.count_of_numbers(), of_weeks = weekly_.count_of_numbers(),
                    of_draw = of_one_.count_of_numbers();
  if (all.empty() || all[0] < 0 || all[0] > std::int64_t{draws_} + of_variants_) return false;
  const auto draws = static_cast<std::size_t>(all[0]);
  if (all.size() != 1 + of_all + of_weeks + draws * of_draw) return false;
  if (!weekly_.set_numbers(all.subspan(1 + of_all, of_weeks))) return false;
  together_.set_numbers(all.subspan(1, of_all));
  count_ = static_cast<std::uint32_t>(draws);
  for (std::size_t draw = 0; draw < draws; ++draw)
    by_year_[draw].set_numbers(all.subspan(1 + of_all + of_weeks + draw * of_draw, of_draw));
  return true;
}

}  // namespace tachy::output
