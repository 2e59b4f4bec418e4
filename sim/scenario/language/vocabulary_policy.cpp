// The words of policies: where doses are taken, how many, how misuse is looked for, how visits are kept.
#include "regimen/policy_levers.hpp"
#include "scenario/language/vocabulary.hpp"
#include "scenario/language/vocabulary_limits.hpp"

namespace tachy::scenario {

namespace {

constexpr Words kSettings = {"supervised", "take_home"};
constexpr Words kCatchUps = {"skip", "extend", "shift"};

// The key of a lever that one number sets.
constexpr Field field_of(regimen::Lever lever) {
  const regimen::LeverRow& row = regimen::row_of(lever);
  return {.key = row.key,
          .type = Type::amount,
          .doc = row.definition,
          .unit = row.unit,
          .low = row.low,
          .high = row.high};
}

constexpr Field kPolicyFields[] = {
    {.key = "setting",
     .type = Type::choice,
     .doc = "where doses are taken from the first one on",
     .words = kSettings},
    {.key = "take_home",
     .type = Type::section,
     .doc = "doses dispensed to be taken at home",
     .section = &kTakeHomeSection},
    {.key = "caps",
     .type = Type::section,
     .doc = "most doses one patient may have, and most of a drug at one session",
     .section = &kCapsSection},
    {.key = "monitoring",
     .type = Type::section,
     .doc = "how misuse is looked for",
     .section = &kMonitoringSection},
    {.key = "attendance",
     .type = Type::section,
     .doc = "how visits are kept, the same in every arm",
     .section = &kAttendanceSection},
    {.key = "stages",
     .type = Type::sections,
     .doc = "changes of the policy, each from a day on; what a stage does not say stays as it was",
     .section = &kStageSection},
};

constexpr Field kStageFields[] = {
    {.key = "from",
     .type = Type::amount,
     .doc = "time since the start when the change begins",
     .required = true,
     .unit = "day",
     .low = 1,
     .high = kMaxDays},
    {.key = "setting", .type = Type::choice, .doc = "where doses are taken", .words = kSettings},
    {.key = "take_home",
     .type = Type::section,
     .doc = "doses dispensed to be taken at home",
     .section = &kTakeHomeSection},
    {.key = "caps",
     .type = Type::section,
     .doc = "most doses a week or a year, most of a drug at a session",
     .section = &kCapsSection},
    {.key = "monitoring",
     .type = Type::section,
     .doc = "how misuse is looked for",
     .section = &kMonitoringSection},
};

constexpr Field kTakeHomeFields[] = {
    field_of(regimen::Lever::take_home_after),
    field_of(regimen::Lever::take_home_stock),
};

constexpr Field kMonitoringFields[] = {
    field_of(regimen::Lever::misuse_detected),
    field_of(regimen::Lever::false_alarm),
    {.key = "urine_test",
     .type = Type::section,
     .doc = "a test on top of what is seen and reported",
     .section = &kUrineTestSection},
};

constexpr Field kUrineTestFields[] = {
    {.key = "visits",
     .type = Type::amount,
     .doc = "share of visits with a test, chosen by chance",
     .required = true,
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "sensitivity",
     .type = Type::amount,
     .doc = "share of tests that are positive in someone who misuses",
     .required = true,
     .unit = "%",
     .low = 0,
     .high = 100},
    {.key = "specificity",
     .type = Type::amount,
     .doc = "share of tests that are negative in someone who does not",
     .required = true,
     .unit = "%",
     .low = 0,
     .high = 100},
};

constexpr Field kCapsFields[] = {
    {.key = "doses",
     .type = Type::amounts,
     .doc = "'2 per week', '60 per year', '200 in all', or a list of them",
     .unit = "1/year",
     .low = 1,
     .high = 100000,
     .other_unit = "in all"},
    {.key = "per_session",
     .type = Type::amount,
     .doc = "most of a drug at one session; higher doses are reduced to it, sprays to whole ones; a dose of "
            "which not one spray is left is withheld",
     .unit = "mg",
     .other_unit = "mg/kg"},
};

constexpr Field kAttendanceFields[] = {
    {.key = "missed",
     .type = Type::amount,
     .doc = "share of planned visits that patients miss, on average over patients",
     .unit = "%/visit",
     .low = 0,
     .high = 100},
    {.key = "late",
     .type = Type::amount,
     .doc = "share of planned visits that are kept, but late",
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
     .doc = "so many times; then the visit is missed for good",
     .low = 0,
     .high = 10},
    {.key = "catch_up",
     .type = Type::choice,
     .doc =
         "its dose is lost (skip), given at the end of the phase (extend), or given later, and what follows "
         "moves with it and with every late visit (shift); without it skip",
     .words = kCatchUps},
    {.key = "leaving",
     .type = Type::amount,
     .doc = "hazard of leaving treatment, against that of trials; without it 1",
     .unit = "1",
     .low = 0,
     .high = 20},
};

}  // namespace

const Section kPolicySection{"policy", kPolicyFields, true};
const Section kStageSection{"stage", kStageFields};
const Section kTakeHomeSection{"take-home rule", kTakeHomeFields};
const Section kMonitoringSection{"monitoring", kMonitoringFields, true};
const Section kUrineTestSection{"urine test", kUrineTestFields, true};
const Section kCapsSection{"caps", kCapsFields};
const Section kAttendanceSection{"attendance", kAttendanceFields, true};

}  // namespace tachy::scenario
