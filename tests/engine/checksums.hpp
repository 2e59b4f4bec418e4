// One checksum for each measure of a run: what is counted, and FNV-1a over all its numbers.
#pragma once

#include <iomanip>
#include <map>
#include <sstream>
#include <string>

#include "base/fnv1a.hpp"
#include "engine/plans.hpp"
#include "engine/tallies.hpp"

namespace tachy::tests {

using Checksums = std::map<std::string, std::string>;

class Checksum {
 public:
  void take(std::int64_t number) { fnv_.take(static_cast<std::uint64_t>(number)); }
  std::string text() const {
    std::ostringstream text;
    text << std::hex << std::setw(16) << std::setfill('0') << fnv_.hash;
    return text.str();
  }

 private:
  Fnv1a fnv_;
};

inline std::string checksum_of(const engine::Tallies& t, model::Weekly measure) {
  Checksum sum;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm)
    for (std::uint32_t week = 0; week < t.periods; ++week) sum.take(t.at(arm, week, measure));
  return sum.text();
}

inline std::string checksum_of(const engine::Tallies& t, model::Total measure) {
  Checksum sum;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
    const engine::TotalTally& total = t.at(arm, measure);
    for (const std::int64_t number : {total.sum, total.sum_squares, total.difference_sum,
                                      total.difference_sum_squares, total.higher, total.lower})
      sum.take(number);
  }
  return sum.text();
}

inline std::string checksum_of_cohort(const engine::Tallies& t) {
  Checksum sum;
  for (const std::int64_t number : {t.enrolled, t.not_enrolled, t.candidates_screened, t.age_sum, t.women,
                                    t.weight_sum, t.baseline_hamd17_sum})
    sum.take(number);
  return sum.text();
}

// How patients differ from themselves in the reference arm, up and down.
inline std::string checksum_of_differences(const engine::Tallies& t, model::Total measure) {
  Checksum sum;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
    const engine::TotalTally& total = t.at(arm, measure);
    for (const std::int64_t number : {total.up, total.down, total.up_sum, total.up_sum_squares})
      sum.take(number);
  }
  return sum.text();
}

inline std::string checksum_of_flow(const engine::Tallies& t) {
  Checksum sum;
  for (const std::int64_t number : t.flow) sum.take(number);
  return sum.text();
}

inline Checksums checksums_of(const engine::Tallies& t) {
  Checksums found{{"cohort", checksum_of_cohort(t)}, {"flow", checksum_of_flow(t)}};
  for (const model::WeeklyRow& row : model::weekly_table())
    found["weekly/" + std::string(row.name)] = checksum_of(t, row.weekly);
  for (const model::TotalRow& row : model::total_table())
    found["totals/" + std::string(row.name)] = checksum_of(t, row.total);
  for (const model::TotalRow& row : model::total_table())
    found["differences/" + std::string(row.name)] = checksum_of_differences(t, row.total);
  return found;
}

// The golden run, and the rare measures of one with copies. live(experiment) gives tallies.
template <class Live>
Checksums golden_checksums(const Live& live) {
  Checksums found = checksums_of(live(many_regimes(2000)));
  regimen::Experiment with_copies = many_regimes(500);
  with_copies.misuse_clocks = 8;
  const engine::Tallies lives = live(with_copies);
  for (std::uint32_t i = 0; i < model::kRareWeeklyCount; ++i)
    for (const model::Weekly measure : {model::kRareWeekly[i], model::rare_pairs(i)})
      found["copies/weekly/" + std::string(model::row_of(measure).name)] = checksum_of(lives, measure);
  for (const model::Total total : model::kRareTotals) {
    const std::string name(model::row_of(total).name);
    found["copies/totals/" + name] = checksum_of(lives, total);
    found["copies/differences/" + name] = checksum_of_differences(lives, total);
  }
  return found;
}

}  // namespace tachy::tests
