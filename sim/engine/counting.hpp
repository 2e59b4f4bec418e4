// What a kernel counts: each week's events of the visits, the state at the reviews, and the counts that arms
// share. Part of block_kernel.cpp, compiled once per instruction set.
#pragma once

#include <algorithm>
#include <cstring>

#include "day/review.hpp"
#include "day/visit.hpp"
#include "engine/kernel.hpp"
#include "engine/kernel_lanes.hpp"

namespace tachy::engine::TACHY_KERNEL {
namespace {

TACHY_INLINE std::int64_t count(M m) { return __builtin_popcount(mask_bits(m)); }
TACHY_INLINE void tally(std::int64_t* row, model::Weekly what, std::int64_t n) {
  row[static_cast<std::uint32_t>(what)] += n;
}
// All lanes, in place of a mask of them; known when the kernel is compiled.
struct AllLanes {
  friend TACHY_INLINE M operator&(M m, AllLanes) { return m; }
};
// Calls each(counts, lanes) for each stratum that some of these patients are in.
template <class At, class Each>
TACHY_INLINE void for_each_stratum(const Block& block, const Counts& counts, std::uint32_t arm,
                                   std::uint32_t period, At at, Each each) {
  if (block.layout.strata == 1) return each(counts.row(0, arm, period), AllLanes());
  const W stratum = read<F>(block.column(SharedGroup::stratum), at, W(0u));
  for (std::uint32_t s = 0; s < block.layout.strata; ++s) {
    const M here = stratum == W(s);
    if (any(here)) each(counts.row(s, arm, period), here);
  }
}

template <class Among>
TACHY_INLINE void tally_leaving(const day::VisitEvents<F>& e, Among among, std::int64_t* row) {
  tally(row, model::Weekly::clinician_stops, count(e.decision.stop & among));
  tally(row, model::Weekly::drop_outs, count(e.dropped_out & among));
}

// What the visits of one phase used up; what they are given is the same product for all.
template <class Among>
TACHY_INLINE void tally_use(const day::VisitEvents<F>& e, const model::ProductRow& product, Among among,
                            std::int64_t* row) {
  using model::Weekly;
  const M given = e.given & among;
  tally(row, Weekly::visits, count(e.came & among));
  tally(row, Weekly::supervised_sessions, count(e.supervised & among));
  const auto units = [&](float per_mg) TACHY_LAMBDA {
    return sum_of_lanes(select(given, truncate(e.mg * F(per_mg) + F(0.5f)), W(0u)));
  };
  if (product.is_drug() && product.infused) {  // saline by either route is one product
    tally(row, Weekly::infusions, count(given));
    tally(row, Weekly::infused_mg, units(16.0f));
  } else if (product.device_mg > 0.0f) {
    tally(row, Weekly::spray_devices, units(1.0f / product.device_mg));
  }
}

// What happened to a patient since the week began, each count in three bits of a word: at most one visit a
// day.
constexpr std::uint32_t kCounterBits = 3, kLargestCount = 7;
static_assert(kCounterBits * model::kWeekCounters <= 32 && kLargestCount >= model::kDaysPerWeek);

TACHY_INLINE W one_more(std::uint32_t number, M who) {
  return select(who, W(1u << (kCounterBits * number)), W(0u));
}
TACHY_INLINE W counted_at(const day::VisitEvents<F>& e) {
  W counted = one_more(0, e.given) + one_more(1, e.missed);
  unrolled<model::kSessionEvents>([&]<std::uint32_t event>() TACHY_LAMBDA {
    counted = counted + one_more(2 + event, e.harms.event[event]);
  });
  return counted;
}

// Up to nine of these words, added up in two: of every other counter, each in six bits.
struct PackedSums {
  W sum[2] = {W(0u), W(0u)};
  TACHY_INLINE void add(W counted) {
    constexpr std::uint32_t kEveryOther = 00707070707u;
    sum[0] = sum[0] + (counted & W(kEveryOther));
    sum[1] = sum[1] + (shift_right<kCounterBits>(counted) & W(kEveryOther));
  }
  template <std::uint32_t n>
  TACHY_INLINE W of() const {
    return shift_right<2 * kCounterBits*(n / 2)>(sum[n % 2]) & W(kLargestSum);
  }
  static constexpr std::uint32_t kLargestSum = 63, kWords = kLargestSum / kLargestCount;
};

// The counters of the patients from `at` on, where they are of the stratum.
TACHY_INLINE W week_counts(const Block& block, std::uint32_t arm, std::uint32_t stratum, std::uint32_t at) {
  const W counted = load(block.column(arm, ArmGroup::week_counts) + at, W(0u));
  if (block.layout.strata == 1) return counted;
  return select(load(block.column(SharedGroup::stratum) + at, W(0u)) == W(stratum), counted, W(0u));
}

// At the end of a week: its counts and their squares, patient by patient. A count of one is its own square;
// few patients have more, so what squares have beyond the counts is added up only where somebody has.
TACHY_INLINE void tally_week(const Block& block, std::uint32_t arm, std::uint32_t stratum,
                             std::int64_t* row) {
  constexpr std::uint32_t kTwoOrMore = 06666666666u;  // in each counter
  constexpr std::uint32_t kAtOnce = PackedSums::kWords * kLanes;
  W sums[model::kWeekCounters], extra[model::kWeekCounters];
  unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA { sums[n] = extra[n] = W(0u); });
  for (std::uint32_t from = 0; from < block.rows(); from += kAtOnce) {
    const std::uint32_t until = std::min(block.rows(), from + kAtOnce);
    PackedSums packed;
    W seen(0u);
    for (std::uint32_t at = from; at < until; at += kLanes) {
      const W counted = week_counts(block, arm, stratum, at);
      packed.add(counted);
      seen = seen | counted;
    }
    unrolled<model::kWeekCounters>([&]<std::uint32_t n>()
                                       TACHY_LAMBDA { sums[n] = sums[n] + packed.template of<n>(); });
    if (!any(W(0u) < (seen & W(kTwoOrMore)))) continue;
    for (std::uint32_t at = from; at < until; at += kLanes) {
      const W counted = week_counts(block, arm, stratum, at);
      unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA {
        const W c = shift_right<kCounterBits * n>(counted) & W(kLargestCount);
        extra[n] = extra[n] + (multiply(c, c) - c);
      });
    }
  }
  unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA {
    const std::int64_t sum = sum_of_lanes(sums[n]);
    tally(row, model::week_counter(n), sum);
    tally(row, model::week_squares_of(n), sum + sum_of_lanes(extra[n]));
  });
}
void end_week(const Block& block, const Counts& counts, std::uint32_t arm, std::uint32_t period) {
  for (std::uint32_t stratum = 0; stratum < block.layout.strata; ++stratum)
    tally_week(block, arm, stratum, counts.row(stratum, arm, period));
  std::memset(block.column(arm, ArmGroup::week_counts), 0,
              std::size_t{block.capacity} * sizeof(std::uint32_t));
}

template <class Among>
TACHY_INLINE void tally_review(const day::ReviewState<F>& s, const day::ReviewEvents<F>& e,
                               const day::WeekStatus<F>& status, F craving, Among among, std::int64_t* week) {
  using model::SlowHarm;
  using model::Weekly;
  const auto state = [&](model::Dependence d) TACHY_LAMBDA {
    return e.alive & (s.clocks.dependence == W(static_cast<std::uint32_t>(d)));
  };
  const auto ever = [&](std::uint32_t bit) TACHY_LAMBDA { return W(0u) < (s.record.ever & W(bit)); };
  const auto add = [&](Weekly what, M who) TACHY_LAMBDA { tally(week, what, count(who & among)); };
  const M alive = e.alive & among;
  const W score = select(alive, day::in_64ths<F>(e.score), W(0u));
  add(Weekly::alive, e.alive);
  tally(week, Weekly::hamd17_sum, sum_of_lanes(score));
  tally(week, Weekly::hamd17_sum_squares, sum_of_lanes(multiply(score, score)));
  add(Weekly::remission_treated, status.remission & status.treated);
  add(Weekly::remission_untreated, status.remission & !status.treated);
  add(Weekly::response_treated, status.response & status.treated);
  add(Weekly::response_untreated, status.response & !status.treated);
  add(Weekly::symptomatic_treated, status.symptomatic & status.treated);
  add(Weekly::symptomatic_untreated, status.symptomatic & !status.treated);
  add(Weekly::relapsed_ever, ever(model::kEverRelapsed));
  add(Weekly::misuse, state(model::Dependence::misuse));
  add(Weekly::use_disorder, state(model::Dependence::use_disorder));
  add(Weekly::use_disorder_remission, state(model::Dependence::remission));
  unrolled<model::kLastingHarms>([&]<std::uint32_t h>() TACHY_LAMBDA {
    constexpr auto harm = static_cast<SlowHarm>(h);
    add(weekly_of(harm), ever(model::mark_of(harm)));
  });
  tally(week, Weekly::craving_sum,
        sum_of_lanes(select(alive, truncate(craving * F(1024.0f) + F(0.5f)), W(0u))));
  add(weekly_of(SlowHarm::suicide_attempt), e.attempt);
  add(weekly_of(SlowHarm::suicide), e.suicide);
  add(weekly_of(SlowHarm::other_death), e.other_death);
}

// The counts of the arms that live their own lives, before a day; what the day adds to them is then added to
// those that are one with them.
class SharedCounts {
 public:
  SharedCounts(const day::Setup& setup, const Counts& counts, std::uint32_t strata, std::uint32_t day)
      : setup_(setup), counts_(counts), strata_(strata), day_(day) {
    for_each_shared([&](std::int64_t* before, const std::int64_t* lived, std::int64_t*)
                        TACHY_LAMBDA { std::memcpy(before, lived, sizeof before_[0][0]); });
  }
  void add_day() {
    for_each_shared([&](const std::int64_t* before, const std::int64_t* lived, std::int64_t* own)
                        TACHY_LAMBDA {
                          for (std::uint32_t i = 0; i < model::kWeeklyCount; ++i)
                            own[i] += lived[i] - before[i];
                        });
  }

 private:
  template <class Each>
  TACHY_INLINE void for_each_shared(Each each) {
    const std::uint32_t period = day::period_of(setup_, day_);
    for (std::uint32_t arm = 0; arm < setup_.experiment->plan.arms; ++arm) {
      if (day::lived_by(setup_, arm, day_) == arm) continue;
      const std::uint32_t like = day::beginning_of(setup_, arm).like;
      for (std::uint32_t s = 0; s < strata_; ++s)
        each(before_[arm][s], counts_.row(s, like, period), counts_.row(s, arm, period));
    }
  }
  const day::Setup& setup_;
  const Counts& counts_;
  std::uint32_t strata_, day_;
  std::int64_t before_[regimen::kMaxArms][model::kMaxStrata][model::kWeeklyCount];
};

}  // namespace
}  // namespace tachy::engine::TACHY_KERNEL
