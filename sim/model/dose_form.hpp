// What may be given at a session, and one kind of dose as a protocol states it. Plain data, shared by plans
// and equations.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

namespace tachy::model {

enum class Product : std::uint32_t {
  ketamine_iv,       // racemate, intravenous
  esketamine_iv,     // S-enantiomer, intravenous
  esketamine_nasal,  // device sprays of 28 mg
  saline,            // inert placebo session
  midazolam,         // active placebo session
  kCount
};

// What a patient expects of a session (submodel: response, expectancy).
enum class ExpectancyKind : std::uint32_t { saline, active_placebo, drug };

// Which equations turn a dose into concentrations (pharmacokinetics.hpp).
enum class ExposureModel : std::uint32_t { none, racemic_infusion, esketamine_infusion, esketamine_spray };

inline constexpr float kMgPerSpray = 28.0f;  // of the nasal device
inline constexpr float kNoCeiling = 1e9f;    // mg or mg/kg

struct ProductRow {
  Product product;
  std::string_view drug, route;  // as in scenarios
  ExposureModel exposure = ExposureModel::none;
  ExpectancyKind expectancy = ExpectancyKind::drug;
  bool infused = false;    // a drug then needs a duration
  float device_mg = 0.0f;  // given in whole multiples of this; 0 = any amount

  [[gnu::always_inline]] constexpr bool is_drug() const { return exposure != ExposureModel::none; }
};

// One row for each drug by one route. Those of one product stand together, in the order of Product; exposure,
// expectancy and device are the same in them.
inline constexpr ProductRow kProductTable[] = {
    {.product = Product::ketamine_iv,
     .drug = "ketamine",
     .route = "iv",
     .exposure = ExposureModel::racemic_infusion,
     .infused = true},
    {.product = Product::esketamine_iv,
     .drug = "esketamine",
     .route = "iv",
     .exposure = ExposureModel::esketamine_infusion,
     .infused = true},
    {.product = Product::esketamine_nasal,
     .drug = "esketamine",
     .route = "nasal",
     .exposure = ExposureModel::esketamine_spray,
     .device_mg = kMgPerSpray},
    {.product = Product::saline,
     .drug = "saline",
     .route = "iv",
     .expectancy = ExpectancyKind::saline,
     .infused = true},
    {.product = Product::saline, .drug = "saline", .route = "nasal", .expectancy = ExpectancyKind::saline},
    {.product = Product::midazolam,
     .drug = "midazolam",
     .route = "iv",
     .expectancy = ExpectancyKind::active_placebo,
     .infused = true},
};
static_assert(
    [] {
      std::uint32_t next = 0;  // the product whose first row comes next
      for (const ProductRow& row : kProductTable) {
        const auto number = static_cast<std::uint32_t>(row.product);
        if (number != next && number + 1 != next) return false;
        next = number + 1;
      }
      return next == static_cast<std::uint32_t>(Product::kCount);
    }(),
    "the rows stand in the order of Product");

// The first row of a product.
[[gnu::always_inline]] constexpr const ProductRow& row_of(Product product) {
  std::size_t place = 0;
  while (kProductTable[place].product != product) ++place;
  return kProductTable[place];
}

// Each patient's exposure to every form of a scenario is solved once, at enrolment.
struct DoseForm {
  Product product = Product::ketamine_iv;
  float mg_per_kg = 0.0f;         // one of mg_per_kg and mg is above 0; both are 0 for a placebo
  float mg = 0.0f;                // nasal esketamine: a multiple of 28
  float at_most_mg = kNoCeiling;  // ceilings of one session
  float at_most_mg_per_kg = kNoCeiling;
  bool whole_sprays = false;  // nasal: the nearest number of sprays within the ceilings, at least one ...
  bool may_be_none = false;   // ... or none, where a cap leaves less than one
  float infusion_hours = 40.0f / 60.0f;

  bool operator==(const DoseForm&) const = default;
  [[gnu::always_inline]] constexpr bool is_drug() const { return row_of(product).is_drug(); }
};

}  // namespace tachy::model
