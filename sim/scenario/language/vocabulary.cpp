#include "scenario/language/vocabulary.hpp"

#include <algorithm>

#include "scenario/language/vocabulary_limits.hpp"

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

Field with_unit_of(const Field& holder, const Field& own) {
  Field field = own;
  field.unit = holder.unit;
  field.low = own.key == "sd" ? 0.0 : holder.low;
  field.high = holder.high;
  return field;
}

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

constexpr Words kGrades = {"measured", "derived", "recalled", "assumed"};
constexpr Words kLevels = {"none", "weak", "strong"};
constexpr Words kLoggedWhen = {"misuse", "use_disorder", "died"};
constexpr Words kAdmission = {"admitted", "excluded"};

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
    {.key = "starts_on",
     .type = Type::choice,
     .doc = "weekday of day 0, for phases with 'weekdays'; without it monday",
     .words = kWeekdays},
    {.key = "phases",
     .type = Type::named_sections,
     .doc = "phases named once, used by the arms",
     .section = &kPhaseSection},
    {.key = "arms",
     .type = Type::sections,
     .doc = "the regimens compared",
     .required = true,
     .section = &kArmSection},
    {.key = "reference_arm", .type = Type::identifier, .doc = "id of the arm the others are compared with"},
    {.key = "tachyphylaxis",
     .type = Type::choice,
     .doc = "named level of tolerance to the antidepressant effect",
     .words = kLevels},
    {.key = "parameters",
     .type = Type::parameters,
     .doc = "model parameters that differ from their defaults, or a part with values for them",
     .section = &kParametersSection},
    {.key = "uncertainty",
     .type = Type::section,
     .doc = "what is not known: every arm lives under joint draws of it",
     .section = &kUncertaintySection},
    {.key = "outcomes",
     .type = Type::section,
     .doc = "what the outcome file holds beyond the tables",
     .section = &kOutcomesSection},
    {.key = "economics",
     .type = Type::section,
     .doc = "what the result is valued by: prices, utilities, discounts; it changes nothing that is lived",
     .section = &kEconomicsSection},
    {.key = "published",
     .type = Type::section,
     .doc = "what a study of this scenario found, for 'tachy validate' and 'tachy calibrate'",
     .section = &kPublishedSection},
    {.key = "study",
     .type = Type::section,
     .doc = "a study of this scenario that has not been made, for 'tachy study'; it changes nothing that is "
            "lived",
     .section = &kStudySection},
};

constexpr Field kParametersFields[] = {
    {.key = "beyond_range",
     .type = Type::flag,
     .doc =
         "true: hazards and effects may be set from none to a hundred times their range, to test the model; "
         "every result says so"},
    {.key = "draws",
     .type = Type::text,
     .doc = "of a part: a CSV file beside it with one column for each parameter, one row for each draw"},
    {.key = "draws_sha256", .type = Type::text, .doc = "of a part: the SHA-256 of that file, which must fit"},
    {.key = "fitted_to",
     .type = Type::text,
     .doc = "of a part: the studies that its draws know, separated by semicolons"},
    {.key = "draw",
     .type = Type::whole,
     .doc = "the values of this draw of the part, counted from 0, in place of its central ones",
     .low = 0,
     .high = 1000000},
};

constexpr Field kUncertaintyFields[] = {
    {.key = "draws",
     .type = Type::whole,
     .doc = "how many; 0 = none, the scenario is run as if all were known",
     .required = true,
     .low = 0,
     .high = 1000000},
    {.key = "patients",
     .type = Type::whole,
     .doc = "number of patients in each draw; without it 5000",
     .low = 1,
     .high = 2147483647.0},
    {.key = "from",
     .type = Type::text,
     .doc = "a part with draws, for what is fitted; without it library/posteriors/calibrated.yaml"},
    {.key = "structures",
     .type = Type::identifiers,
     .doc = "alternative structures of the model, each a part library/posteriors/NAME.yaml: a tenth of the "
            "patients lives under draws of each, too, to see whether the order of the arms holds"},
};

constexpr Field kOutcomesFields[] = {
    {.key = "smallest_difference",
     .type = Type::amount,
     .doc = "smallest difference that counts as better or worse, in measures that are weeks; whole weeks. "
            "Without "
            "it a tenth of the horizon, from 1 to 4 weeks",
     .unit = "day",
     .low = 7,
     .high = 364},
    {.key = "patients",
     .type = Type::section,
     .doc = "whose every day is logged",
     .section = &kLoggedPatientsSection},
};

constexpr Field kLoggedPatientsFields[] = {
    {.key = "log",
     .type = Type::amount,
     .doc = "share of all patients, drawn by a hash of their numbers",
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "also",
     .type = Type::amounts,
     .doc = "numbers of further patients, from 0",
     .unit = "",
     .low = 0,
     .high = 2147483646.0},
    {.key = "when",
     .type = Type::choices,
     .doc = "everyone to whom one of these ever happens, in any arm",
     .words = kLoggedWhen},
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
    {.key = "correlations",
     .type = Type::section,
     .doc = "of age, weight and baseline score; each pair once",
     .section = &kCorrelationsSection},
    {.key = "import",
     .type = Type::section,
     .doc = "patients from a file, in place of the distributions",
     .section = &kImportSection},
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

constexpr Field kCorrelationsFields[] = {
    {.key = "age", .type = Type::section, .doc = "of age with ...", .section = &kCorrelationSection},
    {.key = "weight",
     .type = Type::section,
     .doc = "of weight, within each sex, with ...",
     .section = &kCorrelationSection},
    {.key = "baseline_hamd17",
     .type = Type::section,
     .doc = "of the baseline score with ...",
     .section = &kCorrelationSection},
};

constexpr Field kCorrelationFields[] = {
    {.key = "age", .type = Type::amount, .doc = "correlation with age", .low = -0.99, .high = 0.99},
    {.key = "weight", .type = Type::amount, .doc = "correlation with weight", .low = -0.99, .high = 0.99},
    {.key = "baseline_hamd17",
     .type = Type::amount,
     .doc = "correlation with the baseline score",
     .low = -0.99,
     .high = 0.99},
};

constexpr Field kImportFields[] = {
    {.key = "file",
     .type = Type::text,
     .doc = "a CSV or HDF5 file with one row for each patient; patient i is row i, from the first again",
     .required = true},
    {.key = "sha256", .type = Type::text, .doc = "checksum of the file; one that does not agree is refused"},
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
     .type = Type::section,
     .doc = "are patients with such a history admitted? A plain word means a test that never errs",
     .words = kAdmission,
     .section = &kScreeningSection},
};

constexpr Field kScreeningFields[] = {
    {.key = "excluded",
     .type = Type::flag,
     .doc = "is everyone turned away whose test is positive?",
     .required = true},
    {.key = "sensitivity",
     .type = Type::amount,
     .doc = "share of patients with a history whose test is positive; without it all",
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "specificity",
     .type = Type::amount,
     .doc = "share of patients without a history whose test is negative; without it all",
     .unit = "%",
     .low = 0,
     .high = 100},
};

}  // namespace

const Section kScenarioSection{"scenario", kScenarioFields};
const Section kCohortSection{"cohort", kCohortFields, true};
const Section kMarginalSection{"distribution", kMarginalFields};
const Section kCorrelationsSection{"correlations", kCorrelationsFields};
const Section kCorrelationSection{"correlation", kCorrelationFields};
const Section kImportSection{"import", kImportFields};
const Section kEligibilitySection{"eligibility", kEligibilityFields};
const Section kScreeningSection{"screening", kScreeningFields};
const Section kParametersSection{"set of parameters", kParametersFields, true};
const Section kUncertaintySection{"uncertainty", kUncertaintyFields};
const Section kOutcomesSection{"outcomes", kOutcomesFields};
const Section kLoggedPatientsSection{"logging", kLoggedPatientsFields};
const Section kSourceSection{"source", kSourceFields};

}  // namespace tachy::scenario
