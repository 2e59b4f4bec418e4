// One kind of dose, as a protocol states it. Plain data, shared by plans and equations.
#pragma once

#include <cstdint>

namespace tachy::model {

enum class Product : std::uint32_t {
  ketamine_iv,       // racemate, intravenous
  esketamine_iv,     // S-enantiomer, intravenous
  esketamine_nasal,  // device sprays of 28 mg
  saline,            // inert placebo session
  midazolam,         // active placebo session
};

// What a patient expects of a session (submodel: response, expectancy).
enum class ExpectancyKind : std::uint32_t { saline, active_placebo, drug };

inline constexpr float kMgPerSpray = 28.0f;  // of the nasal device
inline constexpr float kNoCeiling = 1e9f;    // mg or mg/kg

// Each patient's exposure to every form of a scenario is solved once, at enrolment.
struct DoseForm {
  Product product = Product::ketamine_iv;
  float mg_per_kg = 0.0f;         // one of mg_per_kg and mg is above 0; both are 0 for a placebo
  float mg = 0.0f;                // nasal esketamine: a multiple of 28
  float at_most_mg = kNoCeiling;  // ceilings of one session
  float at_most_mg_per_kg = kNoCeiling;
  bool whole_sprays = false;  // nasal: the nearest number of sprays within the ceilings, at least one
  float infusion_hours = 40.0f / 60.0f;

  bool operator==(const DoseForm&) const = default;
  [[gnu::always_inline]] constexpr bool is_drug() const {
    return product != Product::saline && product != Product::midazolam;
  }
};

}  // namespace tachy::model
