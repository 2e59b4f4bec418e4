#include "engine/tallies.hpp"

#include <cassert>

#include "base/fnv1a.hpp"

namespace tachy::engine {

namespace {

std::size_t weekly_index(const Tallies& t, std::uint32_t arm, std::uint32_t week, model::Weekly m) {
  return (std::size_t{arm} * t.weeks + week) * model::kWeeklyCount + static_cast<std::size_t>(m);
}

std::size_t total_index(std::uint32_t arm, model::Total t) {
  return std::size_t{arm} * model::kTotalCount + static_cast<std::size_t>(t);
}

// Calls each(number) for every number of the tallies, always in this order.
template <class TalliesType, class Each>
void for_each_sum(TalliesType& t, Each each) {
  each(t.enrolled);
  each(t.not_enrolled);
  each(t.candidates_screened);
  each(t.age_sum);
  each(t.women);
  each(t.weight_sum);
  each(t.baseline_hamd17_sum);
  for (auto& number : t.weekly) each(number);
  for (auto& total : t.totals) {
    each(total.sum);
    each(total.sum_squares);
    each(total.difference_sum);
    each(total.difference_sum_squares);
    each(total.higher);
    each(total.lower);
  }
}

}  // namespace

Tallies::Tallies(std::uint32_t arm_count, std::uint32_t week_count)
    : arms(arm_count),
      weeks(week_count),
      weekly(std::size_t{arm_count} * week_count * model::kWeeklyCount),
      totals(std::size_t{arm_count} * model::kTotalCount) {}

std::int64_t& Tallies::at(std::uint32_t arm, std::uint32_t week, model::Weekly m) {
  return weekly[weekly_index(*this, arm, week, m)];
}
std::int64_t Tallies::at(std::uint32_t arm, std::uint32_t week, model::Weekly m) const {
  return weekly[weekly_index(*this, arm, week, m)];
}
TotalTally& Tallies::at(std::uint32_t arm, model::Total t) { return totals[total_index(arm, t)]; }
const TotalTally& Tallies::at(std::uint32_t arm, model::Total t) const { return totals[total_index(arm, t)]; }

void Tallies::add(const Tallies& other) {
  assert(arms == other.arms && weeks == other.weeks);
  const std::vector<std::int64_t> theirs = other.numbers();
  std::size_t next = 0;
  for_each_sum(*this, [&](std::int64_t& number) { number += theirs[next++]; });
}

std::size_t Tallies::count_of_numbers() const { return 7 + weekly.size() + 6 * totals.size(); }

std::vector<std::int64_t> Tallies::numbers() const {
  std::vector<std::int64_t> all;
  all.reserve(count_of_numbers());
  for_each_sum(*this, [&](std::int64_t number) { all.push_back(number); });
  return all;
}

void Tallies::set_numbers(std::span<const std::int64_t> all) {
  assert(all.size() == count_of_numbers());
  std::size_t next = 0;
  for_each_sum(*this, [&](std::int64_t& number) { number = all[next++]; });
}

std::uint64_t Tallies::checksum() const {
  Fnv1a fnv;
  fnv.take(arms);
  fnv.take(weeks);
  for_each_sum(*this, [&](std::int64_t number) { fnv.take(static_cast<std::uint64_t>(number)); });
  return fnv.hash;
}

}  // namespace tachy::engine
