// What is known about the answer: the same patients and luck in every arm under each of many joint draws of
// the parameters. The counts of a draw are kept in years; by week only as much as an interval over draws
// needs, so that memory grows by some 20 kB a draw.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/tallies.hpp"
#include "output/outcome/extremes.hpp"
#include "output/outcome/series.hpp"
#include "regimen/experiment.hpp"

namespace tachy::output {

inline constexpr std::uint32_t kDaysPerYear = 365;

// What is counted in a draw, with years for periods. A week belongs to the year in which it begins.
engine::Tallies in_years(const engine::Tallies& by_week, std::uint32_t horizon_days);

// Draws as they are lived, one after the other; those of variants (below) after the run's own, which alone
// make up what is together and by week.
class CollectedDraws {
 public:
  CollectedDraws(const regimen::Experiment& experiment, std::uint32_t draws, std::uint32_t of_variants = 0);
  void add(const engine::Tallies& draw);
  std::uint32_t count() const { return count_; }
  std::int64_t lives() const;                                    // those of variants, too
  const engine::Tallies& together() const { return together_; }  // all lives of the run's own draws
  std::span<const engine::Tallies> by_year() const { return by_year(0, draws_); }
  std::span<const engine::Tallies> by_year_of_variants() const { return by_year(draws_, of_variants_); }
  const Extremes& weekly() const { return weekly_; }  // [series of weekly_series()][arm][week]

  std::vector<std::int64_t> numbers() const;  // all there is, for a part file
  // False, and nothing is changed, when these are not numbers of such draws.
  bool set_numbers(std::span<const std::int64_t> numbers);

 private:
  std::span<const engine::Tallies> by_year(std::uint32_t first, std::uint32_t draws) const;

  std::uint32_t horizon_days_, draws_, of_variants_;
  std::vector<Series> series_;
  engine::Tallies together_, of_one_;  // of_one_: the shape of a draw in years
  // Room for all of them from the start: what lasts and is made between the runs of draws would keep the
  // memory of each from being used by the next.
  std::vector<engine::Tallies> by_year_;
  std::uint32_t count_ = 0;
  Extremes weekly_;
};

struct DrawnParameter {
  std::string name, unit, group, submodel, from;  // group: "fitted" or "assumed"
};
struct HeldParameter {
  std::string name, because;
};

// The same arms under other draws: in one clinic, or of another structure of the model.
struct DrawsOfVariant {
  std::string id, kind, posterior, posterior_sha256;  // kind: "clinic" or "structure"
  std::string fixes;                                  // "consolidation 0 per day"
  std::vector<std::int32_t> rows;                     // of its posterior
  std::vector<std::vector<float>> values;             // [draw][parameter]
};

// For the outcome file.
struct Draws {
  std::string posterior, posterior_sha256;
  std::int64_t rows_in_all = 0;
  std::vector<std::int32_t> rows;  // of the posterior, one for each draw
  std::vector<DrawnParameter> parameters;
  std::vector<std::vector<float>> values;  // [draw][parameter]
  std::vector<HeldParameter> held;
  std::vector<DrawsOfVariant> variants = {};
  // What each draw gave, and after the run's own each of the variants'; shared with the run, not copied.
  std::shared_ptr<const CollectedDraws> lived = {};
};

}  // namespace tachy::output
