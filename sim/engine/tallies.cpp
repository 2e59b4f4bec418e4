#include "engine/tallies.hpp"

#include <cassert>

#include "base/fnv1a.hpp"
#include "day/flow.hpp"

namespace tachy::engine {

namespace {

std::size_t weekly_index(const Tallies& t, std::uint32_t stratum, std::uint32_t arm, std::uint32_t period,
                         model::Weekly m) {
  const std::size_t row = (std::size_t{stratum} * t.arms + arm) * t.periods + period;
  return row * model::kWeeklyCount + static_cast<std::size_t>(m);
}

std::size_t total_index(const Tallies& t, std::uint32_t stratum, std::uint32_t arm, model::Total total) {
  return (std::size_t{stratum} * t.arms + arm) * model::kTotalCount + static_cast<std::size_t>(total);
}

constexpr std::size_t kCohortNumbers = 7;  // before those that strata have

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
  for (auto& number : t.enrolled_in) each(number);
  for (auto& number : t.weekly) each(number);
  for (auto& total : t.totals)
    for (const TotalNumber& number : kTotalNumbers) each(total.*number.number);
  for (auto& number : t.products) each(number);
  for (auto& number : t.flow) each(number);
}

}  // namespace

Tallies::Tallies(std::uint32_t arm_count, std::uint32_t period_count, std::uint32_t stratum_count,
                 std::uint32_t clock_count)
    : arms(arm_count),
      periods(period_count),
      strata(stratum_count),
      misuse_clocks(clock_count),
      enrolled_in(stratum_count),
      weekly(std::size_t{stratum_count} * arm_count * period_count * model::kWeeklyCount),
      totals(std::size_t{stratum_count} * arm_count * model::kTotalCount),
      products(std::size_t{stratum_count} * arm_count * kTotalPairs),
      flow(std::size_t{stratum_count} * arm_count * day::kFlowSteps) {}

std::int64_t& Tallies::at(std::uint32_t arm, std::uint32_t period, model::Weekly m, std::uint32_t stratum) {
  return weekly[weekly_index(*this, stratum, arm, period, m)];
}
std::int64_t Tallies::at(std::uint32_t arm, std::uint32_t period, model::Weekly m,
                         std::uint32_t stratum) const {
  return weekly[weekly_index(*this, stratum, arm, period, m)];
}
TotalTally& Tallies::at(std::uint32_t arm, model::Total t, std::uint32_t stratum) {
  return totals[total_index(*this, stratum, arm, t)];
}
const TotalTally& Tallies::at(std::uint32_t arm, model::Total t, std::uint32_t stratum) const {
  return totals[total_index(*this, stratum, arm, t)];
}
std::int64_t Tallies::product(std::uint32_t arm, model::Total a, model::Total b,
                              std::uint32_t stratum) const {
  const auto first = static_cast<std::uint32_t>(a), second = static_cast<std::uint32_t>(b);
  assert(first != second);
  const std::uint32_t pair = first > second ? pair_number(first, second) : pair_number(second, first);
  return products[(std::size_t{stratum} * arms + arm) * kTotalPairs + pair];
}

std::int64_t* Tallies::products_of(std::uint32_t arm, std::uint32_t stratum) {
  return products.data() + (std::size_t{stratum} * arms + arm) * kTotalPairs;
}
std::int64_t* Tallies::flow_of(std::uint32_t arm, std::uint32_t stratum) {
  return flow.data() + (std::size_t{stratum} * arms + arm) * day::kFlowSteps;
}
const std::int64_t* Tallies::flow_of(std::uint32_t arm, std::uint32_t stratum) const {
  return flow.data() + (std::size_t{stratum} * arms + arm) * day::kFlowSteps;
}

Tallies Tallies::pooled() const {
  Tallies all(arms, periods, 1, misuse_clocks);
  std::vector<std::int64_t> sums = all.numbers();
  const std::vector<std::int64_t> ours = numbers();
  for (std::size_t i = 0; i < kCohortNumbers; ++i) sums[i] = ours[i];
  std::size_t next = kCohortNumbers, place = kCohortNumbers;
  for (const std::size_t each :
       {std::size_t{1}, all.weekly.size(), std::size(kTotalNumbers) * all.totals.size(), all.products.size(),
        all.flow.size()}) {
    for (std::uint32_t stratum = 0; stratum < strata; ++stratum)
      for (std::size_t i = 0; i < each; ++i) sums[place + i] += ours[next++];
    place += each;
  }
  all.set_numbers(sums);
  return all;
}

bool Tallies::same_shape(const Tallies& other) const {
  return arms == other.arms && periods == other.periods && strata == other.strata &&
         misuse_clocks == other.misuse_clocks;
}

void Tallies::add(const Tallies& other) {
  assert(same_shape(other));
  const std::vector<std::int64_t> theirs = other.numbers();
  std::size_t next = 0;
  for_each_sum(*this, [&](std::int64_t& number) { number += theirs[next++]; });
}

std::size_t Tallies::count_of_numbers() const {
  std::size_t n = 0;
  for_each_sum(*this, [&](std::int64_t) { ++n; });
  return n;
}

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
  fnv.take(periods);
  for_each_sum(*this, [&](std::int64_t number) { fnv.take(static_cast<std::uint64_t>(number)); });
  return fnv.hash;
}

}  // namespace tachy::engine
