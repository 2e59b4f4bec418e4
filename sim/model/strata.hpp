// Strata: groups of patients who are counted apart, by what the cohort fixes about them.
//
// Each patient is in one stratum, the same in every arm. Without a division there is one stratum, of all.
#pragma once

#include <cstdint>

#include "model/cohort.hpp"

namespace tachy::model {

struct Strata {
  static constexpr std::uint32_t kMaxAgeCuts = 4;

  bool by_own_substance_history = false, by_sex = false;
  std::uint32_t age_cuts = 0;
  float age_cut_years[kMaxAgeCuts] = {};  // rising; who is as old as a cut is in the older group

  constexpr std::uint32_t count() const {
    return (by_own_substance_history ? 2u : 1u) * (by_sex ? 2u : 1u) * (age_cuts + 1);
  }
  // 0 .. count() - 1; the age group varies fastest, then sex (0 = men), then history (0 = none).
  constexpr std::uint32_t of(const Person& person) const {
    std::uint32_t stratum = by_own_substance_history && person.own_substance_history ? 1 : 0;
    if (by_sex) stratum = 2 * stratum + (person.female ? 1 : 0);
    std::uint32_t age_group = 0;
    while (age_group < age_cuts && person.age_years >= age_cut_years[age_group]) ++age_group;
    return (age_cuts + 1) * stratum + age_group;
  }
};
inline constexpr std::uint32_t kMaxStrata = 2 * 2 * (Strata::kMaxAgeCuts + 1);

}  // namespace tachy::model
