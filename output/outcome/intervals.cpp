#include "output/outcome/intervals.hpp"

#include <algorithm>

namespace tachy::output {

namespace {

using engine::Tallies;
using model::Total;
using model::TotalRow;

Interval only(double estimate) { return {estimate, kMissing, kMissing}; }

// Who misuses may take grams a day: their few carry much of what all have taken. Of the doses of misuse all
// lives were seen, of other doses the patients' own.
bool few_misuse(const Tallies& t, std::uint32_t arm, const TotalRow& row) {
  if (row.unit != "mg") return false;
  const engine::TotalTally& misuse = t.at(arm, total_of_lasting(model::SlowHarm::misuse));
  if (t.misuse_clocks == 1 || !model::is_rare(row.total))
    return misuse.sum < kFewWhoMisuse * std::int64_t{t.misuse_clocks};
  return events_of({t.enrolled, misuse.sum, misuse.sum_squares}).number < kFewWhoMisuse;
}

bool is_session_event(Total total) { return total >= Total::session_events && total < Total::lasting_harms; }

// Events come in clusters, and few clusters were seen. Side effects come to those who are prone to them: a
// sample that has missed those few looks as if they did not cluster.
bool few_carry(const Sums& sums, const TotalRow& row) {
  const WorthOfEvents events = events_of(sums);
  return events.number < kFewEvents && (is_session_event(row.total) || events.each > kClustered);
}

// Too few patients differ, or too few of them outweigh all others who do.
bool few_differ(const engine::TotalTally& total, const Sums& up, const Sums& down) {
  return total.up + total.down < kFewWhoDiffer ||
         events_of(up).number + events_of(down).number < kFewWhoDiffer;
}

// Whether one side of a difference adds a tenth or more to its variance.
bool matters(const Sums& side, const Sums& other) {
  const double own = standard_deviation(side), others = standard_deviation(other);
  return 9 * own * own > others * others;
}

// Each patient has it or not. A side effect, too, where nobody had a second session.
bool is_yes_or_no(const Tallies& t, std::uint32_t arm, Total total) {
  for (std::uint32_t harm = 0; harm < model::kLastingHarms; ++harm)
    if (total == total_of_lasting(static_cast<model::SlowHarm>(harm))) return true;
  const engine::TotalTally& sessions = t.at(arm, Total::sessions);
  return total == Total::died || (is_session_event(total) && sessions.sum == sessions.sum_squares);
}

// Which end of the difference stands if those who are up, or down, may be too few.
KnownInterval with_ends(const Interval& found, bool upper_holds, bool lower_holds) {
  if (upper_holds && lower_holds) return {found};
  if (lower_holds) return {{found.estimate, found.low, kMissing}, IntervalKind::lower_bound};
  if (upper_holds) return {{found.estimate, kMissing, found.high}, IntervalKind::upper_bound};
  return {only(found.estimate), IntervalKind::few_carry};
}

model::Weekly squares_of(model::Weekly weekly) {
  for (std::uint32_t number = 0; number < model::kWeekCounters; ++number)
    if (model::week_counter(number) == weekly) return model::week_squares_of(number);
  return weekly;  // at most once a week: 0 and 1 are their own squares
}

}  // namespace

KnownInterval total_interval(const Tallies& t, std::uint32_t arm, const TotalRow& row) {
  const engine::TotalTally& total = t.at(arm, row.total);
  const Interval found = scaled(count_interval({t.enrolled, total.sum, total.sum_squares}), t.scale_of(row));
  if (t.enrolled < 2) return {found, IntervalKind::one_patient};
  if (is_yes_or_no(t, arm, row.total)) return {found};
  const bool clustered = row.unit == "1" && few_carry({t.enrolled, total.sum, total.sum_squares}, row);
  const bool upper_holds = !clustered && !few_misuse(t, arm, row);
  return with_ends(found, upper_holds, upper_holds || total.sum > 0);  // "at least none" says nothing
}

KnownInterval paired_interval(const regimen::Experiment& e, const Tallies& t, std::uint32_t arm,
                              const TotalRow& row) {
  const engine::TotalTally& total = t.at(arm, row.total);
  const Sums up{t.enrolled, total.up_sum, total.up_sum_squares};
  const Sums down{t.enrolled, total.up_sum - total.difference_sum,
                  total.difference_sum_squares - total.up_sum_squares};
  const Interval found = scaled(difference_interval(up, down), t.scale_of(row));
  if (model::is_off(row, e.parameters) && total.up + total.down == 0)
    return {only(0.0), IntervalKind::same_in_every_arm};
  if (t.enrolled < 2) return {found, IntervalKind::one_patient};
  if (is_yes_or_no(t, arm, row.total) && is_yes_or_no(t, e.reference_arm, row.total)) return {found};
  if (few_differ(total, up, down)) return {only(found.estimate), IntervalKind::few_differ};
  if (few_misuse(t, arm, row) || few_misuse(t, e.reference_arm, row))
    return {only(found.estimate), IntervalKind::few_carry};
  return with_ends(found, !(few_carry(up, row) && matters(up, down)),
                   !(few_carry(down, row) && matters(down, up)));
}

// Of lives that are counted, by how they cluster in patients.
Interval rare_share_interval(const Tallies& t, std::uint32_t arm, std::uint32_t week, std::uint32_t number) {
  const std::int64_t lives = t.at(arm, week, model::kRareWeekly[number]);
  if (t.misuse_clocks == 1) return share_interval(lives, t.enrolled);
  return scaled(count_interval({t.enrolled, lives, t.at(arm, week, model::rare_pairs(number)) + lives}),
                1.0 / t.misuse_clocks);
}

Interval rate_interval(const Tallies& t, std::uint32_t arm, std::uint32_t week, model::Weekly weekly) {
  return count_interval({t.enrolled, t.at(arm, week, weekly), t.at(arm, week, squares_of(weekly))});
}

}  // namespace tachy::output
