#include "scenario/vocabulary.hpp"

#include <algorithm>

namespace tachy::scenario {

namespace {

// Keys that every part of the library may carry.
constexpr Field kPartFields[] = {
    {.key = "use", .type = Type::text, .doc = "a part of the library to start from"},
    {.key = "title", .type = Type::text, .doc = "what this part is"},
    {.key = "sources",
     .type = Type::named_sections,
     .doc = "where each value comes from, by its key",
     .section = &kSourceSection},
};

}  // namespace

const Field* Section::find(std::string_view key) const {
  for (const std::span<const Field> table :
       {fields, part ? std::span<const Field>(kPartFields) : std::span<const Field>()}) {
    const auto it = std::find_if(table.begin(), table.end(), [&](const Field& f) { return f.key == key; });
    if (it != table.end()) return &*it;
  }
  return nullptr;
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> result;
  for (const Field& f : fields) result.emplace_back(f.key);
  if (part) {
    for (const Field& f : kPartFields) result.emplace_back(f.key);
  }
  return result;
}

namespace {

using Words = std::string_view[];
constexpr Words kGrades = {"measured", "derived", "recalled", "assumed"};
constexpr Words kSettings = {"supervised", "take_home"};
constexpr Words kLevels = {"none", "weak", "strong"};
constexpr Words kAtLeast = {"at least"};
constexpr Words kAdmission = {"admitted", "excluded"};

constexpr double kMaxDays = 36500.0;
constexpr double kMaxHamd17 = 52.0;  // points

constexpr Field kSourceFields[] = {
    {.key = "grade", .type = Type::choice, .doc = "how well it is known", .required = true, .words = kGrades},
    {.key = "source", .type = Type::text, .doc = "publication or reason", .required = true},
};

constexpr Field kScenarioFields[] = {
    {.key = "title", .type = Type::text, .doc = "the question in one line", .required = true},
    {.key = "description", .type = Type::text, .doc = "more about it"},
    {.key = "horizon",
     .type = Type::amount,
     .doc = "how long patients are followed",
     .required = true,
     .unit = "day",
     .low = 1,
     .high = kMaxDays},
    {.key = "seed",
     .type = Type::whole,
     .doc = "of the random numbers",
     .low = 0,
     .high = 18446744073709551615.0},
    {.key = "cohort",
     .type = Type::section,
     .doc = "who the patients are",
     .required = true,
     .section = &kCohortSection},
    {.key = "policy",
     .type = Type::section,
     .doc = "rules of access and of the clinic",
     .section = &kPolicySection},
    {.key = "phases",
     .type = Type::named_sections,
     .doc = "phases named once, used by the arms",
     .section = &kPhaseSection},
    {.key = "arms",
     .type = Type::sections,
     .doc = "the regimes compared",
     .required = true,
     .section = &kArmSection},
    {.key = "reference_arm", .type = Type::identifier, .doc = "id of the arm the others are compared with"},
    {.key = "tachyphylaxis",
     .type = Type::choice,
     .doc = "named level of tolerance to the antidepressant effect",
     .words = kLevels},
    {.key = "parameters",
     .type = Type::parameters,
     .doc = "model parameters that differ from their defaults"},
};

constexpr Field kCohortFields[] = {
    {.key = "patients",
     .type = Type::whole,
     .doc = "number of patients",
     .required = true,
     .low = 1,
     .high = 2147483647.0},
    {.key = "age",
     .type = Type::section,
     .doc = "age at the start",
     .unit = "year",
     .low = 18,
     .high = 100,
     .section = &kMarginalSection},
    {.key = "weight_women",
     .type = Type::section,
     .doc = "body weight of women",
     .unit = "kg",
     .low = 30,
     .high = 250,
     .section = &kMarginalSection},
    {.key = "weight_men",
     .type = Type::section,
     .doc = "body weight of men",
     .unit = "kg",
     .low = 30,
     .high = 250,
     .section = &kMarginalSection},
    {.key = "baseline_hamd17",
     .type = Type::section,
     .doc = "HAM-D17 before treatment",
     .unit = "points",
     .low = 1,
     .high = kMaxHamd17,
     .section = &kMarginalSection},
    {.key = "women", .type = Type::amount, .doc = "share of women", .unit = "%", .low = 0, .high = 100},
    {.key = "failed_treatments_beyond_two",
     .type = Type::amount,
     .doc = "mean number of failed treatments beyond the two that define resistance",
     .unit = "",
     .low = 0,
     .high = 20},
    {.key = "own_substance_history",
     .type = Type::amount,
     .doc = "share with a substance-use history",
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "family_substance_history",
     .type = Type::amount,
     .doc = "share with a family history of substance use",
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "psychiatric_comorbidity",
     .type = Type::amount,
     .doc = "share with another psychiatric diagnosis",
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "new_antidepressant",
     .type = Type::flag,
     .doc = "does everyone start a new oral antidepressant?"},
    {.key = "eligibility",
     .type = Type::section,
     .doc = "who may be treated",
     .section = &kEligibilitySection},
};

// The unit and range of mean, sd and range are those of the field that holds the marginal.
constexpr Field kMarginalFields[] = {
    {.key = "mean", .type = Type::amount, .doc = "mean of the normal distribution", .required = true},
    {.key = "sd", .type = Type::amount, .doc = "its standard deviation", .required = true},
    {.key = "range",
     .type = Type::amounts,
     .doc = "[lowest, highest]; draws outside are repeated",
     .required = true},
};

constexpr Field kEligibilityFields[] = {
    {.key = "baseline_hamd17",
     .type = Type::comparison,
     .doc = "lowest HAM-D17",
     .unit = "points",
     .low = 0,
     .high = kMaxHamd17,
     .words = kAtLeast},
    {.key = "age",
     .type = Type::amounts,
     .doc = "[youngest, oldest]",
     .unit = "year",
     .low = 18,
     .high = 120},
    {.key = "failed_treatments",
     .type = Type::comparison,
     .doc = "fewest failed treatments",
     .unit = "",
     .low = 2,
     .high = 30,
     .words = kAtLeast},
    {.key = "own_substance_history",
     .type = Type::choice,
     .doc = "are people with such a history admitted?",
     .words = kAdmission},
};

constexpr Field kPolicyFields[] = {
    {.key = "setting", .type = Type::choice, .doc = "where doses are taken", .words = kSettings},
    {.key = "caps",
     .type = Type::section,
     .doc = "most doses one patient may have",
     .section = &kCapsSection},
    {.key = "attendance",
     .type = Type::section,
     .doc = "how visits are kept",
     .section = &kAttendanceSection},
    {.key = "misuse_detection",
     .type = Type::amount,
     .doc = "chance that a visit finds existing misuse",
     .unit = "%/visit",
     .low = 0,
     .high = 100},
};

constexpr Field kCapsFields[] = {
    {.key = "doses",
     .type = Type::amounts,
     .doc = "'60 per year', a total such as 200, or a list of both",
     .required = true,
     .unit = "1/year",
     .low = 1,
     .high = 100000,
     .other_unit = "1"},
};

constexpr Field kAttendanceFields[] = {
    {.key = "missed",
     .type = Type::amount,
     .doc = "chance that a planned visit is missed",
     .unit = "%/visit",
     .low = 0,
     .high = 100},
    {.key = "late",
     .type = Type::amount,
     .doc = "chance that it is kept, but late",
     .unit = "%/visit",
     .low = 0,
     .high = 100},
    {.key = "late_at_most",
     .type = Type::amount,
     .doc = "the longest delay",
     .unit = "day",
     .low = 1,
     .high = 28},
    {.key = "rebook_after",
     .type = Type::amount,
     .doc = "a missed visit is offered again after",
     .unit = "day",
     .low = 1,
     .high = 28},
    {.key = "rebook_times",
     .type = Type::whole,
     .doc = "so many times; then the dose is lost",
     .low = 0,
     .high = 10},
};

}  // namespace

const Section kScenarioSection{"scenario", kScenarioFields};
const Section kCohortSection{"cohort", kCohortFields, true};
const Section kMarginalSection{"distribution", kMarginalFields};
const Section kEligibilitySection{"eligibility", kEligibilityFields};
const Section kPolicySection{"policy", kPolicyFields, true};
const Section kCapsSection{"caps", kCapsFields};
const Section kAttendanceSection{"attendance", kAttendanceFields, true};
const Section kSourceSection{"source", kSourceFields};

}  // namespace tachy::scenario
