#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

constexpr std::string_view kTraits[] = {"age", "weight", "baseline_hamd17"};
constexpr std::size_t kTraitCount = std::size(kTraits);
enum Trait : std::size_t { kAge, kWeight, kBaseline };

struct Correlation {
  double r = 0.0;
  std::optional<Reader> row;  // where it was given
  std::string_view key;
};
using Table = Correlation[kTraitCount][kTraitCount];  // the pair (i, j) stands at [min][max]

void read_row(const Reader& row, std::size_t i, Table& table) {
  for (std::size_t j = 0; j < kTraitCount; ++j) {
    const auto r = row.amount(kTraits[j]);
    if (!r) continue;
    Correlation& pair = table[std::min(i, j)][std::max(i, j)];
    if (i == j) {
      row.fault(kTraits[j], fmt::format("'{}' is correlated with itself", kTraits[j]),
                "name another trait: age, weight or baseline_hamd17");
    } else if (pair.row) {
      row.faults().contradiction(
          row.place_of(kTraits[j]), pair.row->place_of(pair.key), row.path_of(kTraits[j]),
          fmt::format("the correlation of {} and {} is given twice", kTraits[i], kTraits[j]),
          "keep one of the two");
    } else {
      pair.r = *r;
      pair.row.emplace(row);
      pair.key = kTraits[j];
    }
  }
}

// Three correlations belong together only if the third lies within what the other two leave open.
bool possible(Table& table) {
  Correlation& third = table[kWeight][kBaseline].row ? table[kWeight][kBaseline]
                       : table[kAge][kBaseline].row  ? table[kAge][kBaseline]
                                                     : table[kAge][kWeight];
  const double one = &third == &table[kAge][kWeight] ? table[kAge][kBaseline].r : table[kAge][kWeight].r;
  const double other =
      &third == &table[kWeight][kBaseline] ? table[kAge][kBaseline].r : table[kWeight][kBaseline].r;
  const double middle = one * other, reach = std::sqrt((1.0 - one * one) * (1.0 - other * other));
  if (std::abs(third.r - middle) < reach) return true;
  third.row->fault(
      third.key, fmt::format("{} is impossible beside the other correlations", third.r),
      fmt::format("given the others, it lies between {:.2f} and {:.2f}", middle - reach, middle + reach));
  return false;
}

}  // namespace

void lower_correlations(const Reader& correlations, model::TraitFactor& factor) {
  Table table;
  for (std::size_t i = 0; i < kTraitCount; ++i) {
    if (const auto row = correlations.section(kTraits[i])) read_row(*row, i, table);
  }
  if (!possible(table)) return;
  const double aw = table[kAge][kWeight].r, ab = table[kAge][kBaseline].r, wb = table[kWeight][kBaseline].r;
  const double weight_own = std::sqrt(1.0 - aw * aw);
  const double baseline_from_weight = (wb - aw * ab) / weight_own;
  factor.weight_from_age = static_cast<float>(aw);
  factor.weight_own = static_cast<float>(weight_own);
  factor.baseline_from_age = static_cast<float>(ab);
  factor.baseline_from_weight = static_cast<float>(baseline_from_weight);
  factor.baseline_own =
      static_cast<float>(std::sqrt(1.0 - ab * ab - baseline_from_weight * baseline_from_weight));
}

}  // namespace tachy::scenario
