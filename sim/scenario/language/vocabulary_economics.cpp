// The words of economics: prices, utilities, losses, and how they are counted. Keys of prices and losses are
// those of economics/prices.hpp.
#include "economics/valuation.hpp"
#include "scenario/language/vocabulary.hpp"
#include "scenario/language/vocabulary_limits.hpp"

namespace tachy::scenario {

namespace {

constexpr double kMostMoney = 1e9, kMostDiscountPercent = 20, kMostHours = 24;

constexpr Field kEconomicsFields[] = {
    {.key = "currency", .type = Type::text, .doc = "of all prices, such as USD", .required = true},
    {.key = "price_year",
     .type = Type::whole,
     .doc = "the year that prices are of; those of another year say so in their sources",
     .required = true,
     .low = 1990,
     .high = 2100},
    {.key = "perspective",
     .type = Type::choice,
     .doc = "whose costs count: health_care = all care, payer = care less what patients pay of it, patient = "
            "what they "
            "pay, their travel and time, society = all of it and lost work",
     .required = true,
     .words = economics::kPerspectiveNames},
    {.key = "discount",
     .type = Type::section,
     .doc = "of later years, by whole years since the start",
     .required = true,
     .section = &kDiscountSection},
    {.key = "willingness_to_pay",
     .type = Type::amount,
     .doc = "for a QALY, in the currency",
     .required = true,
     .low = 0,
     .high = kMostMoney},
    {.key = "observation",
     .type = Type::amount,
     .doc = "time under watch after each supervised session; without it none",
     .unit = "hour",
     .low = 0,
     .high = kMostHours},
    {.key = "visit_time",
     .type = Type::amount,
     .doc = "of the patient at a visit and on the way, without the time under watch; without it none",
     .unit = "hour",
     .low = 0,
     .high = kMostHours},
    {.key = "prices",
     .type = Type::section,
     .doc = "of what is used and of what happens, in the currency; what has none costs nothing",
     .required = true,
     .section = &kPricesSection},
    {.key = "patient_pays",
     .type = Type::section,
     .doc = "what patients pay of each price of care themselves",
     .section = &kPatientPaysSection},
    {.key = "utilities",
     .type = Type::section,
     .doc = "of the states of depression: a published set, or values",
     .required = true,
     .section = &kUtilitiesSection},
    {.key = "losses", .type = Type::section, .doc = "by harms and by misuse", .section = &kLossesSection},
    {.key = "population",
     .type = Type::section,
     .doc = "who it is about, for budgets and for the value of information",
     .section = &kPopulationSection},
};

constexpr Field kDiscountFields[] = {
    {.key = "costs",
     .type = Type::amount,
     .doc = "a year",
     .required = true,
     .unit = "%",
     .low = 0,
     .high = kMostDiscountPercent},
    {.key = "effects",
     .type = Type::amount,
     .doc = "a year",
     .required = true,
     .unit = "%",
     .low = 0,
     .high = kMostDiscountPercent},
};

constexpr Field kSourcesOfValues{.key = "sources",
                                 .type = Type::named_sections,
                                 .doc = "where each value comes from, by its key",
                                 .section = &kValueSourceSection};

template <std::size_t size>
constexpr auto with_sources(const std::array<Field, size>& own) {
  std::array<Field, size + 1> fields;
  for (std::size_t i = 0; i < size; ++i) fields[i] = own[i];
  fields[size] = kSourcesOfValues;
  return fields;
}

constexpr auto kPriceFields = [] {
  std::array<Field, economics::kPrices> fields;
  for (const economics::PriceRow& row : economics::kPriceTable)
    fields[static_cast<std::size_t>(row.price)] = {
        .key = row.name, .type = Type::amount, .doc = row.definition, .low = 0, .high = kMostMoney};
  return fields;
}();
constexpr auto kPricesFields = with_sources(kPriceFields);

constexpr auto kLossesFields = with_sources([] {
  std::array<Field, economics::kLosses> fields;
  for (const economics::LossRow& row : economics::kLossTable)
    fields[static_cast<std::size_t>(row.loss)] = {
        .key = row.name, .type = Type::amount, .doc = row.definition, .low = 0, .high = 1};
  return fields;
}());

constexpr Field utility_of(std::string_view state, std::string_view doc) {
  return {.key = state, .type = Type::amount, .doc = doc, .low = -1, .high = 1};
}
constexpr auto kUtilitiesFields = with_sources(std::array<Field, 1 + economics::kStates>{
    Field{.key = "set",
          .type = Type::choice,
          .doc = "a published set; single values may be given beside it",
          .words = economics::kUtilitySetNames},
    utility_of(economics::kStateNames[0], "a year in remission"),
    utility_of(economics::kStateNames[1], "a year in response without remission"),
    utility_of(economics::kStateNames[2], "a year neither in remission nor in response"),
});

constexpr Field kPopulationFields[] = {
    {.key = "people",
     .type = Type::whole,
     .doc = "who begin treatment in a year",
     .required = true,
     .low = 1,
     .high = 1e9},
    {.key = "years",
     .type = Type::whole,
     .doc = "over which the decision holds",
     .required = true,
     .low = 1,
     .high = 50},
    {.key = "uptake",
     .type = Type::amounts,
     .doc = "share of them that the new arm reaches in each year; the last one stays; without it all",
     .unit = "%",
     .low = 0,
     .high = 100},
};

constexpr Words kGradesOfValues = {"measured", "derived", "recalled", "assumed"};
constexpr Field kValueSourceFields[] = {
    {.key = "grade",
     .type = Type::choice,
     .doc = "how well it is known",
     .required = true,
     .words = kGradesOfValues},
    {.key = "source", .type = Type::text, .doc = "publication or reason", .required = true},
    {.key = "year", .type = Type::text, .doc = "that a price is of; without it the price year"},
    {.key = "range",
     .type = Type::amounts,
     .doc = "[lowest, highest] plausible value",
     .low = -1,
     .high = kMostMoney},
};

}  // namespace

const Section kEconomicsSection{"valuation", kEconomicsFields, true};
const Section kDiscountSection{"discount", kDiscountFields};
const Section kPricesSection{"list of prices", kPricesFields};
const Section kPatientPaysSection{"list of payments", kPriceFields};
const Section kUtilitiesSection{"set of utilities", kUtilitiesFields};
const Section kLossesSection{"list of losses", kLossesFields};
const Section kPopulationSection{"population", kPopulationFields};
const Section kValueSourceSection{"source of a value", kValueSourceFields};

}  // namespace tachy::scenario
